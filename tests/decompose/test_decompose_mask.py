"""Masking hides what tells, in any form, and leaves what tells nothing. Every example is invented."""

from __future__ import annotations

import pytest

from tfcards.decompose.masking.mask import MASK, Secret, is_diagnosis
from tfcards.decompose.masking.secret import own_names
from tfcards.model.case import Case, CaseId

LEAKS = [
    # Forms of a word
    ("Sigmoid diverticulitis", "Known diverticular disease", f"Known {MASK} disease"),
    ("Addison disease", "An Addisonian crisis in 2011", f"An {MASK} crisis in 2011"),
    ("Pulmonary tuberculosis", "The tuberculin test was strong", f"The {MASK} test was strong"),
    ("Loosening of a hip prosthesis", "Is the stem loose?", f"Is the stem {MASK}?"),
    ("Leiomyoma of the uterus", "Several leiomyomata", f"Several {MASK}"),
    ("Pneumothorax", "Both pneumothoraces were drained", f"Both {MASK} were drained"),
    ("Esophageal varix", "Varices at endoscopy", f"{MASK} at endoscopy"),
    ("Renal calculus", "Two calculi on the left", f"Two {MASK} on the left"),
    ("Appendicitis", "The appendicitides of childhood", f"The {MASK} of childhood"),
    ("Hepatic metastasis", "liver metastases", f"liver {MASK}"),
    ("Colonic diverticulum", "Diverticula of the colon", f"{MASK} of the colon"),
    ("Haemangioma of the liver", "two hemangiomata", f"two {MASK}"),
    ("Emphysema", "emphysematous change", f"{MASK} change"),
    ("Metastatic calcification", "Micro-calcified foci", f"Micro-{MASK} foci"),
    # Eponyms and possessives
    ("Meckel diverticulum", "A Meckel's scan was done", f"A {MASK} scan was done"),
    ("Kienböck disease", "Kienboeck’s was queried", f"{MASK} was queried"),
    ("Baker cyst", "A Baker's was palpated", f"A {MASK} was palpated"),
    ("Still disease", "Still's was raised", f"{MASK} was raised"),
    ("Chance fracture", "A Chance injury of L1", f"A {MASK} injury of L1"),
    # Negated and ruled out
    ("Pulmonary embolism", "Rule out PE.", f"Rule out {MASK}."),
    ("Osteomyelitis of the tibia", "No osteomyelitis in 2004", f"No {MASK} in 2004"),
    # Studies that are called after the disease
    ("Acute pulmonary embolism", "PE protocol CT", f"{MASK} protocol CT"),
    ("Nephrolithiasis", "Stone protocol CT", f"{MASK} protocol CT"),
    # Abbreviations
    ("Multiple endocrine neoplasia (MEN 1)", "MEN kindred; MEN1 gene", f"{MASK} kindred; {MASK} gene"),
    ("Focal nodular hyperplasia", "Is it FNH?", f"Is it {MASK}?"),
    ("Gastroesophageal reflux", "GORD since youth", f"{MASK} since youth"),
    ("Congestive heart failure", "CCF, on diuretics", f"{MASK}, on diuretics"),
    ("Acute myocardial infarction", "STEMI yesterday", f"{MASK} yesterday"),
    ("Ulcerative colitis", "UC for ten years", f"{MASK} for ten years"),
    # Synonyms and what goes with it
    ("Wernicke encephalopathy", "Thiamine was given", f"{MASK} was given"),
    ("Autoimmune pancreatitis", "IgG4 was 400", f"{MASK} was 400"),
    ("Boerhaave syndrome", "oesophageal perforation?", f"{MASK}?"),
    ("Brodie abscess", "subacute osteomyelitis", MASK),
    ("Meckel diverticulum", "heterotopic gastric mucosa", f"{MASK} mucosa"),
    ("Parathyroid adenoma", "hyperparathyroidism for years", f"{MASK} for years"),
    ("Kienböck disease", "lunatomalacia", MASK),
    ("Lunatomalacia", "avascular necrosis", MASK),
    ("Nephroblastoma", "Wilms was likely", f"{MASK} was likely"),
    ("Hirschsprung disease", "aganglionosis", MASK),
    ("Infantile cortical hyperostosis", "Caffey disease", MASK),
    ("Superior sulcus tumor", "a Pancoast lesion", f"a {MASK} lesion"),
    ("Crohn disease", "regional enteritis", MASK),
    ("Adhesive capsulitis", "frozen shoulder", MASK),
    ("Graves disease", "a diffuse toxic goiter", f"a {MASK}"),
    ("Chronic thromboembolic disease", "fresh emboli", f"fresh {MASK}"),
    ("Ankylosing spondylitis", "a man with AS", f"a man with {MASK}"),
    ("Scurvy", "Vit C was low", f"{MASK} was low"),
    # Statements with brackets
    ("Wrist pain (avascular necrosis of the lunate)", "necrotic bone", f"{MASK} bone"),
    ("Neuropathic (Charcot) midfoot", "a Charcot foot", f"a {MASK}"),
    # Phrases of dull words
    ("Chronic renal failure", "renal failure since 1999", f"{MASK} since 1999"),
    ("Renal transplant", "the renal transplant", f"the {MASK}"),
    ("Normal bone scan", "The bones are normal", "The bones are normal"),
    ("Normal bone scan", "a normal scan", f"a {MASK}"),
    ("Normal perfusion lung scan", "normal perfusion of the lung", f"{MASK} of the lung"),
]  # fmt: skip

HARMLESS = [
    # Anatomy, however rare, with adjectives, plurals and prefixes
    ("Avascular necrosis of the lunate", "the whole lunate is dark"),
    ("Bone bruise of the triquetrum and cuboid", "the triquetrum and the cuboid"),
    ("Epididymo-orchitis", "The left epididymis is thick"),
    ("Cerebellar hemangioblastoma", "the cerebellum, both cerebellar tonsils"),
    ("Synovial sarcoma", "thick synovium"),
    ("Hypertrophic pyloric stenosis", "Pyloric muscle 5 mm thick"),
    ("Carcinoma of the larynx", "a laryngeal mass"),
    ("Choroid plexus papilloma", "the choroid plexus of the left ventricle"),
    ("Iliac artery aneurysm", "the left common iliac vein"),
    ("Pancreatic pseudocyst", "intrapancreatic and peripancreatic fat"),
    ("Retroperitoneal fibrosis", "retroperitoneal nodes"),
    ("Appendiceal mucocele", "the appendiceal lumen, the appendix"),
    ("Takayasu arteritis", "the arteries of both arms"),
    ("Dissection of the descending aorta", "the descending thoracic aorta"),
    ("Neuropathic midfoot", "throughout the left midfoot"),
    ("Fracture of the calcaneus", "the calcanei"),
    ("Subcutaneous granuloma annulare", "subcutaneous fat"),
    ("Vertebral hemangioma", "paravertebral muscles"),
    ("Bronchial atresia", "peribronchial cuffs"),
    # Studies and tracers
    ("Normal In-111 pentetreotide scan", "In-111 pentetreotide was given"),
    ("Sarcoidosis on FDG PET/CT", "FDG PET/CT from head to thigh"),
    ("Pheochromocytoma on MIBG scan", "I-123 MIBG"),
    ("Carcinoid on Octreoscan", "Octreoscan, 24 hours"),
    # The setting
    ("Acute tubular necrosis in a renal allograft", "Allograft in the right iliac fossa"),
    ("Acute tubular necrosis, renal transplant", "s/p renal transplant"),
    ("Acute tubular necrosis, cadaveric kidney transplant", "cadaveric kidney transplantation"),
    ("Aspergilloma in an old cavity", "thin-walled cavity"),
    ("Fat necrosis of the breast", "a fat-fluid level"),
    ("Osteomyelitis in a child", "a child of six"),
    ("Rejection after transplantation", "heart transplantation in May"),
    ("Pulmonary embolism on ventilation perfusion scan", "Ventilation was normal"),
    # Report abbreviations
    ("Pulmonary thromboembolism", "PT gym daily"),
    ("Right lower lobe pneumonia", "RLL"),
    ("Cadaveric renal transplant rejection", "CRT 3 days ago"),
    ("Primary osteosarcoma, diffuse", "POD 4"),
    ("Pulmonary contusion, pleural", "PCP called"),
    ("Osteoma of the superior humerus", "seen at OSH"),
    ("Renal oncocytoma, incidental", "ROI drawn"),
    ("Splenic hydatid", "SOB and LFTs"),
    ("Small ovarian bleed", "SOB"),
    # Look-alikes
    ("Legg-Calvé-Perthes disease", "Both calves are thin"),
    ("Legg-Calvé-Perthes disease", "flew in from Perth"),
    ("Emphysematous pyelonephritis", "known emphysema from smoking"),
    ("Stress fracture of the tibia", "Ejection fraction 60 %"),
    ("Pott disease", "a potter of 40"),
    ("Renal calculus", "the calculated clearance"),
    ("Ovarian torsion", "the torso"),
    ("Baker cyst", "a baker with knee pain"),
    ("Chance fracture", "found by chance"),
    # Remarks in a statement are no names
    ("Exogenous lipoid pneumonia (initially read as bronchogenic carcinoma)", "presumed lung cancer"),
    ("Talc pleurodesis mimicking metastases", "Metastases were feared"),
    ("Rib fracture (left)", "on the left"),
    # Words of many names, only out of a synonym
    ("Graves disease", "Mother had a goiter operation"),
    ("Vertebral osteomyelitis", "an epidural abscess"),
    ("Vertebral osteomyelitis, L3-L4", "adjacent halves of L3 and L4"),
    ("Hyperparathyroidism", "the parathyroid glands"),
    ("Multiple bilateral emboli", "multiple bilateral opacities"),
    ("Multiple endocrine neoplasia", "two men"),
    ("Pulmonary embolism", "pulmonary artery, deep calf vein"),
    ("Metastatic calcification", "metastatic disease"),
    ("Normal bone scan", "The kidneys are normal in size"),
]  # fmt: skip


@pytest.mark.parametrize(("diagnosis", "sentence", "expected"), LEAKS)
def test_what_tells_is_hidden(diagnosis: str, sentence: str, expected: str) -> None:
    assert Secret.of_names([diagnosis]).mask(sentence) == expected


@pytest.mark.parametrize(("diagnosis", "sentence"), HARMLESS)
def test_what_tells_nothing_stands(diagnosis: str, sentence: str) -> None:
    assert Secret.of_names([diagnosis]).mask(sentence) == sentence


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Kaposi sarcoma (KSX-7 positive) is rare.", "KSX-7"),
        ("A variant of kaposi sarcoma (KSV) is known.", "KSV"),
        ("KSV (kaposi sarcoma variant) is Kaposi sarcoma.", ""),
        ("ZKS (zonal Kaposi sarcoma) is rare.", "ZKS"),
        ("It mimics lymphoma (LYM).", ""),
        ("Kaposi sarcoma (CT) is rare.", ""),
    ],
)
def test_abbreviations_that_a_case_defines_are_learned(text: str, short: str) -> None:
    case = Case(id=CaseId("x"), diagnosis="Kaposi sarcoma", discussion=text)
    said = "Seen: KSX-7, KSV, ZKS, LYM and CT."
    masked = Secret.of(case).mask(said)
    assert [word for word in ("KSX-7", "KSV", "ZKS", "LYM", "CT") if word not in masked] == (
        [short] if short else []
    )


def test_a_statement_is_taken_apart() -> None:
    assert own_names(("Lunate necrosis (Kienböck disease)", "Nodule (3 cm)")) == (
        "Lunate necrosis",
        "Kienböck disease",
        "Nodule",
    )


def test_what_is_hidden_together_is_not_the_same() -> None:
    case = Case(id=CaseId("x"), diagnosis="Parathyroid adenoma")
    assert Secret.of(case).given_away_by("Hyperparathyroidism")
    assert not is_diagnosis(case, "Hyperparathyroidism")
