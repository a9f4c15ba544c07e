"""Lists of causes, of signs and "rules of", as discussions state them; and what only looks like one."""

from __future__ import annotations

import time

import pytest

from tfcards.sources.prose.gamuts import gamuts

_Lists = list[tuple[str, str, list[str]]]


def _read(text: str) -> _Lists:
    return [(g.kind, g.pattern, [c.cause for c in g.causes]) for g in gamuts(text)]


CAUSES = {
    "Causes of a cold nodule include a colloid cyst, an adenoma, and thyroiditis.": (
        "cold nodule",
        ["colloid cyst", "adenoma", "thyroiditis"],
    ),
    "The main causes of pneumoperitoneum are a perforated ulcer, recent laparotomy and peritoneal dialysis.": (
        "pneumoperitoneum",
        ["perforated ulcer", "recent laparotomy", "peritoneal dialysis"],
    ),
    "Among the causes of a hot spleen are malaria, endocarditis, and sarcoidosis.": (
        "hot spleen",
        ["malaria", "endocarditis", "sarcoidosis"],
    ),
    "Common aetiologies of splenic infarction comprise endocarditis; sickle cell disease; and torsion.": (
        "splenic infarction",
        ["endocarditis", "sickle cell disease", "torsion"],
    ),
    "A ring of calcium in the spleen can be seen in hydatid cyst, old hematoma or epidermoid cyst.": (
        "ring of calcium in the spleen",
        ["hydatid cyst", "old hematoma", "epidermoid cyst"],
    ),
    "Photopenic vertebrae have been described in myeloma, hemangioma and after radiation.": (
        "Photopenic vertebrae",
        ["myeloma", "hemangioma", "after radiation"],
    ),
    "Gas in the portal vein may result from infarcted bowel, necrotizing enterocolitis, or gastric dilatation.": (
        "Gas in the portal vein",
        ["infarcted bowel", "necrotizing enterocolitis", "gastric dilatation"],
    ),
    "Periosteal reaction of the newborn occurs with syphilis, Caffey disease, and prostaglandin therapy.": (
        "Periosteal reaction of the newborn",
        ["syphilis", "Caffey disease", "prostaglandin therapy"],
    ),
    "The differential of a tree-in-bud pattern is long: tuberculosis, aspiration, cystic fibrosis, and viral "
    "bronchiolitis.": (
        "tree-in-bud pattern",
        ["tuberculosis", "aspiration", "cystic fibrosis", "viral bronchiolitis"],
    ),
    "Target lesion in the liver: think metastasis, abscess, lymphoma.": (
        "Target lesion in the liver",
        ["metastasis", "abscess", "lymphoma"],
    ),
    "Wilms tumor, neuroblastoma and hydronephrosis may all present with a flank mass.": (
        "flank mass",
        ["Wilms tumor", "neuroblastoma", "hydronephrosis"],
    ),
    "Prolonged fasting, parenteral nutrition, and hepatitis can each cause nonfilling of the gallbladder.": (
        "nonfilling of the gallbladder",
        ["Prolonged fasting", "parenteral nutrition", "hepatitis"],
    ),
    "Sarcoid, silicosis and treated lymphoma all produce eggshell calcification.": (
        "eggshell calcification",
        ["Sarcoid", "silicosis", "treated lymphoma"],
    ),
    "Gout, pseudogout and septic arthritis are common causes of a hot knee.": (
        "hot knee",
        ["Gout", "pseudogout", "septic arthritis"],
    ),
    "Diseases that produce a superscan include (1) prostate cancer, (2) hyperparathyroidism, (3) mastocytosis.": (
        "superscan",
        ["prostate cancer", "hyperparathyroidism", "mastocytosis"],
    ),
    "Reasons for a false negative scan are a small gland, early washout, and an ectopic site (mediastinum).": (
        "false negative scan",
        ["small gland", "early washout", "ectopic site (mediastinum)"],
    ),
    "A cystic adnexal mass has a broad differential including endometrioma, dermoid, and tuboovarian abscess.": (
        "cystic adnexal mass",
        ["endometrioma", "dermoid", "tuboovarian abscess"],
    ),
    "Small kidneys on both sides, causes: nephrosclerosis, glomerulonephritis, reflux, atheroemboli.": (
        "Small kidneys on both sides",
        ["nephrosclerosis", "glomerulonephritis", "reflux", "atheroemboli"],
    ),
    "Causes of diffuse lung uptake: drug toxicity, radiation pneumonitis, Pneumocystis pneumonia, etc.": (
        "diffuse lung uptake",
        ["drug toxicity", "radiation pneumonitis", "Pneumocystis pneumonia"],
    ),
    "Causes of esophageal dilatation include achalasia, scleroderma, and, less commonly, Chagas disease.": (
        "esophageal dilatation",
        ["achalasia", "scleroderma", "Chagas disease"],
    ),
    "A dense nephrogram is seen in obstruction, hypotension, and contrast nephropathy, which may last for days.": (
        "dense nephrogram",
        ["obstruction", "hypotension", "contrast nephropathy"],
    ),
    "Causes of hydrops include infection, anemia and twin transfusion; the last is treated by laser.": (
        "hydrops",
        ["infection", "anemia", "twin transfusion"],
    ),
    "Unilateral lucent lung can be due to pneumothorax, Poland syndrome, foreign body, and rotation "
    "or scoliosis.": (
        "Unilateral lucent lung",
        ["pneumothorax", "Poland syndrome", "foreign body", "rotation or scoliosis"],
    ),
    "Liver uptake on a bone scan is seen in metastases, metastasis, amyloidosis, and hepatic necrosis.": (
        "Liver uptake on a bone scan",
        ["metastases", "amyloidosis", "hepatic necrosis"],
    ),
    "If you are asked for causes of rib notching, remember coarctation, neurofibromatosis and a Blalock shunt.": (
        "rib notching",
        ["coarctation", "neurofibromatosis", "Blalock shunt"],
    ),
    "Cavitating lung nodules, on the other hand, are rarely benign: squamous metastases, septic emboli, "
    "granulomatosis with polyangiitis and carcinoma.": (
        "Cavitating lung nodules",
        ["squamous metastases", "septic emboli", "granulomatosis with polyangiitis", "carcinoma"],
    ),
    "The diagnoses to consider for a posterior mediastinal mass are neurogenic tumor, lymphoma and meningocele.": (
        "posterior mediastinal mass",
        ["neurogenic tumor", "lymphoma", "meningocele"],
    ),
    "In children, a dense metaphyseal band can be caused by lead poisoning, healed rickets and leukemia.": (
        "dense metaphyseal band in children",
        ["lead poisoning", "healed rickets", "leukemia"],
    ),
}


@pytest.mark.parametrize(("sentence", "stated"), CAUSES.items(), ids=CAUSES.keys())
def test_causes(sentence: str, stated: tuple[str, list[str]]) -> None:
    assert _read(sentence) == [("causes", *stated)]


OTHERS = {
    "Signs of raised pressure include papilledema, an empty sella, and tortuous optic nerves.": (
        "signs",
        "raised pressure",
        ["papilledema", "empty sella", "tortuous optic nerves"],
    ),
    "CT features of bowel ischemia are wall thickening, pneumatosis, and gas in the portal vein.": (
        "signs",
        "CT features of bowel ischemia",
        ["wall thickening", "pneumatosis", "gas in the portal vein"],
    ),
    "Findings that suggest malignancy are a thick wall, a nodule in it, and early washout.": (
        "signs",
        "malignancy",
        ["thick wall", "nodule in it", "early washout"],
    ),
    "Beck's triad consists of muffled heart sounds, hypotension and distended neck veins.": (
        "signs",
        "Beck's triad",
        ["muffled heart sounds", "hypotension", "distended neck veins"],
    ),
    "Criteria for rejection: rising creatinine, falling flow, swelling of the graft.": (
        "signs",
        "Criteria for rejection",
        ["rising creatinine", "falling flow", "swelling of the graft"],
    ),
    "Everybody knows the rule of thirds (one third grow, one third shrink, one third stay).": (
        "rule",
        "rule of thirds",
        ["one third grow", "one third shrink", "one third stay"],
    ),
    "The rule of 10s - 10% familial, 10% multiple, 10% without hypertension - still holds.": (
        "rule",
        "rule of 10s",
        ["10% familial", "10% multiple", "10% without hypertension"],
    ),
    "Risk factors for ovarian torsion are a large cyst, pregnancy and ovulation induction.": (
        "list",
        "Risk factors for ovarian torsion",
        ["large cyst", "pregnancy", "ovulation induction"],
    ),
    "Drugs which lower thyroid uptake include amiodarone, iodinated contrast and propylthiouracil.": (
        "list",
        "Drugs which lower thyroid uptake",
        ["amiodarone", "iodinated contrast", "propylthiouracil"],
    ),
    "Mimics of a pulmonary nodule are a nipple shadow, a healed rib fracture and a skin tag.": (
        "list",
        "Mimics of a pulmonary nodule",
        ["nipple shadow", "healed rib fracture", "skin tag"],
    ),
    "The five Ps of compartment syndrome are pain, pallor, paresthesia, pulselessness and paralysis.": (
        "list",
        "five Ps of compartment syndrome",
        ["pain", "pallor", "paresthesia", "pulselessness", "paralysis"],
    ),
    "Associations of horseshoe kidney include Turner syndrome, trisomy 18, and ureteral duplication.": (
        "list",
        "Associations of horseshoe kidney",
        ["Turner syndrome", "trisomy 18", "ureteral duplication"],
    ),
}


@pytest.mark.parametrize(("sentence", "stated"), OTHERS.items(), ids=OTHERS.keys())
def test_lists_of_another_kind(sentence: str, stated: tuple[str, str, list[str]]) -> None:
    assert _read(sentence) == [stated]


BACKWARDS = {
    "A beaded duct is not specific. It is described in sclerosing cholangitis, AIDS cholangiopathy and "
    "Caroli disease.": [
        ("causes", "beaded duct", ["sclerosing cholangitis", "AIDS cholangiopathy", "Caroli disease"])
    ],
    "A raised hemidiaphragm has a differential of its own! The usual reasons are eventration, phrenic palsy, "
    "and a subphrenic abscess.": [
        ("causes", "raised hemidiaphragm", ["eventration", "phrenic palsy", "subphrenic abscess"])
    ],
    "False negatives? Of course. They can come from motion, a recent meal, and a small lesion.": [
        ("causes", "False negatives", ["motion", "recent meal", "small lesion"])
    ],
    "Causes of pneumobilia are a stent, surgery and gallstone ileus. Other causes include emphysematous "
    "cholecystitis and trauma.": [
        ("causes", "pneumobilia", ["stent", "surgery", "gallstone ileus", "emphysematous cholecystitis", "trauma"])
    ],
    "The commonest cause of a superscan is prostate cancer. Other causes are mastocytosis, myelofibrosis, and "
    "osteomalacia.": [
        ("causes", "superscan", ["prostate cancer", "mastocytosis", "myelofibrosis", "osteomalacia"])
    ],
}  # fmt: skip


@pytest.mark.parametrize(("text", "stated"), BACKWARDS.items(), ids=BACKWARDS.keys())
def test_a_pattern_that_the_sentence_before_names(text: str, stated: _Lists) -> None:
    assert _read(text) == stated


def test_a_list_on_lines_of_its_own() -> None:
    text = (
        "Causes of a widened joint space:\n\n- effusion\n\n- acromegaly, which thickens cartilage\n\n"
        "- loose bodies (rare)\n\nThe joint was tapped.\n\n- no gout"
    )
    assert _read(text) == [("causes", "widened joint space", ["effusion", "acromegaly", "loose bodies (rare)"])]


def test_a_numbered_list_and_one_without_marks() -> None:
    numbered = "Signs of tension:\n\n1. mediastinal shift\n\n2. flat diaphragm\n\n3. wide rib spaces"
    assert _read(numbered) == [("signs", "tension", ["mediastinal shift", "flat diaphragm", "wide rib spaces"])]
    plain = "Causes of a cold nodule include:\n\nColloid cyst\n\nAdenoma\n\nMetastasis\n\nAll were excluded here."
    assert _read(plain) == [("causes", "cold nodule", ["Colloid cyst", "Adenoma", "Metastasis"])]


def test_a_heading_without_a_colon_over_marked_lines() -> None:
    text = (
        "Bat wing opacities\n\n- pulmonary edema\n\n- hemorrhage\n\n- inhalation injury\n\nNo crackles were heard."
    )
    assert _read(text) == [
        ("causes", "Bat wing opacities", ["pulmonary edema", "hemorrhage", "inhalation injury"])
    ]


def test_paragraphs_are_not_run_together() -> None:
    text = "A negative scan excludes the dx.\n\nA hot rib is seen in fracture, metastasis and fibrous dysplasia."
    assert _read(text) == [("causes", "hot rib", ["fracture", "metastasis", "fibrous dysplasia"])]


MORE = {
    "What else can give you a hot spleen? Malaria, endocarditis, sarcoid, and lymphoma.": (
        "hot spleen",
        ["Malaria", "endocarditis", "sarcoid", "lymphoma"],
    ),
    "A sharp reader will recall the other causes of an absent radius: Fanconi anemia, TAR syndrome, and VATER.": (
        "absent radius",
        ["Fanconi anemia", "TAR syndrome", "VATER"],
    ),
    "Ivory vertebra has only three common causes: Paget disease, lymphoma and osteoblastic metastasis.": (
        "Ivory vertebra",
        ["Paget disease", "lymphoma", "osteoblastic metastasis"],
    ),
    "Causes of photopenic bone lesions (cold spots) = myeloma, mets, AVN, XRT.": (
        "photopenic bone lesions (cold spots)",
        ["myeloma", "mets", "AVN", "XRT"],
    ),
    "The causes of gynecomastia may be remembered as drugs, cirrhosis and testicular tumor.": (
        "gynecomastia",
        ["drugs", "cirrhosis", "testicular tumor"],
    ),
    "Delayed visualization suggests chronic cholecystitis, though it may also be seen with hepatic dysfunction, "
    "prolonged fasting, and sphincter spasm.": (
        "Delayed visualization",
        ["hepatic dysfunction", "prolonged fasting", "sphincter spasm"],
    ),
    "Ground-glass opacity is nonspecific: edema, hemorrhage, and hypersensitivity pneumonitis all look alike.": (
        "Ground-glass opacity",
        ["edema", "hemorrhage", "hypersensitivity pneumonitis"],
    ),
    "Several conditions can cause a photopenic defect in the liver: cyst, abscess, hemangioma, metastasis.": (
        "photopenic defect in the liver",
        ["cyst", "abscess", "hemangioma", "metastasis"],
    ),
    "Secondary causes of hypertension to be remembered are renal artery stenosis, Conn syndrome and "
    "coarctation.": (
        "hypertension",
        ["renal artery stenosis", "Conn syndrome", "coarctation"],
    ),
    "Of the many causes of chylothorax, lymphoma, surgery, trauma and subclavian thrombosis lead the list.": (
        "chylothorax",
        ["lymphoma", "surgery", "trauma", "subclavian thrombosis"],
    ),
}


@pytest.mark.parametrize(("text", "stated"), MORE.items(), ids=MORE.keys())
def test_causes_in_other_words(text: str, stated: tuple[str, list[str]]) -> None:
    assert _read(text) == [("causes", *stated)]


def test_what_a_disease_has_is_named_after_it() -> None:
    text = "Wernicke disease is often missed. Predisposing factors are alcoholism, bypass surgery, and dialysis."
    named = "Predisposing factors for Wernicke disease"
    assert _read(text) == [("list", named, ["alcoholism", "bypass surgery", "dialysis"])]


INVENTED = {
    "Every radiologist should be able to reel off the villains behind a solitary dense rib: fibrous "
    "dysplasia, Paget disease, osteoblastic metastasis and chronic osteomyelitis.": (
        "causes",
        "solitary dense rib",
        "fibrous dysplasia; Paget disease; osteoblastic metastasis; chronic osteomyelitis",
    ),
    "Posterior scalloping of vertebral bodies is the handiwork of neurofibromatosis, acromegaly, "
    "achondroplasia or an ependymoma.": (
        "causes",
        "Posterior scalloping of vertebral bodies",
        "neurofibromatosis; acromegaly; achondroplasia; ependymoma",
    ),
    "Nobody should sign out a dilated ureter without thinking of reflux, a stone, a ureterocele and "
    "a posterior valve.": (
        "causes",
        "dilated ureter",
        "reflux; stone; ureterocele; posterior valve",
    ),
    "Where there is gas in the bladder wall, suspect diabetes, outlet obstruction or a fistula to the colon.": (
        "list",
        "What to think of when there is gas in the bladder wall",
        "diabetes; outlet obstruction; fistula to the colon",
    ),
    "What turns the adrenals into chalk? Tuberculosis, neonatal hemorrhage, histoplasmosis, and Wolman disease.": (
        "causes",
        "What turns the adrenals into chalk?",
        "Tuberculosis; neonatal hemorrhage; histoplasmosis; Wolman disease",
    ),
    "Coarse trabeculae may betoken Paget disease, thalassemia, Gaucher disease, or osteomalacia.": (
        "causes",
        "Coarse trabeculae",
        "Paget disease; thalassemia; Gaucher disease; osteomalacia",
    ),
    "Hyperthyroidism, myeloma, steroids, and disuse thin the cortex of the whole skeleton.": (
        "list",
        "Things that thin the cortex of the whole skeleton",
        "Hyperthyroidism; myeloma; steroids; disuse",
    ),
    "Lymphoma, candidiasis, and sarcoidosis are the usual tenants of a spleen full of small holes.": (
        "causes",
        "spleen full of small holes",
        "Lymphoma; candidiasis; sarcoidosis",
    ),
    "To the family of multiple ring shadows in the brain belong abscess, metastasis, toxoplasmosis, "
    "and cysticercosis.": (
        "causes",
        "multiple ring shadows in the brain",
        "abscess; metastasis; toxoplasmosis; cysticercosis",
    ),
    "Aside from iron overload and amiodarone, a bright liver can stem from glycogen storage "
    "disease, arsenic, and Thorotrast.": (
        "causes",
        "bright liver",
        "iron overload; amiodarone; glycogen storage disease; arsenic; Thorotrast",
    ),
    "Erlenmeyer flask deformity: Gaucher disease, Pyle dysplasia, osteopetrosis, thalassemia, and lead.": (
        "causes",
        "Erlenmeyer flask deformity",
        "Gaucher disease; Pyle dysplasia; osteopetrosis; thalassemia; lead",
    ),
    "A widened duodenal loop has many mothers, chief among them pancreatitis, carcinoma of the "
    "head, and lymph nodes.": (
        "causes",
        "widened duodenal loop",
        "pancreatitis; carcinoma of the head; lymph nodes",
    ),
    "The mnemonic for lytic lesions of the epiphysis is CAGE: chondroblastoma, abscess, giant cell "
    "tumor, eosinophilic granuloma.": (
        "list",
        "mnemonic for lytic lesions of the epiphysis",
        "chondroblastoma; abscess; giant cell tumor; eosinophilic granuloma",
    ),
    "Platyspondyly in a child keeps bad company: Morquio syndrome, spondyloepiphyseal dysplasia, "
    "and osteogenesis imperfecta.": (
        "causes",
        "Platyspondyly in a child",
        "Morquio syndrome; spondyloepiphyseal dysplasia; osteogenesis imperfecta",
    ),
    "One should not read a hot sternum as metastasis before a fracture, a sternotomy, and radiation "
    "have been thought of.": (
        "causes",
        "hot sternum",
        "fracture; sternotomy; radiation",
    ),
    "Delayed bone age is the lot of children with hypothyroidism, growth hormone deficiency, "
    "malnutrition, and Cushing syndrome.": (
        "causes",
        "Delayed bone age",
        "hypothyroidism; growth hormone deficiency; malnutrition; Cushing syndrome",
    ),
    "Three findings clinch a ruptured implant: the linguine sign, silicone in the nodes, and a "
    "snowstorm on ultrasound.": (
        "list",
        "findings that clinch a ruptured implant",
        "linguine sign; silicone in the nodes; snowstorm on ultrasound",
    ),
    "Lobulated margins, a feeding vessel and calcium flecks give away the pulmonary hamartoma.": (
        "signs",
        "pulmonary hamartoma",
        "Lobulated margins; feeding vessel; calcium flecks",
    ),
    "Among conditions capable of erasing the lamina dura one counts hyperparathyroidism, Paget "
    "disease, scleroderma, and leukemia.": (
        "list",
        "conditions capable of erasing the lamina dura",
        "hyperparathyroidism; Paget disease; scleroderma; leukemia",
    ),
    "The trigger for hypertrophic osteoarthropathy can be lung cancer, cyanotic heart disease, a "
    "pleural fibroma, or biliary cirrhosis.": (
        "causes",
        "hypertrophic osteoarthropathy",
        "lung cancer; cyanotic heart disease; pleural fibroma; biliary cirrhosis",
    ),
    "Tramline calcification of the cortex is not exclusive to Sturge-Weber syndrome. Meningitis, "
    "leukemia treated with methotrexate, and celiac disease do it as well.": (
        "causes",
        "Tramline calcification of the cortex",
        "Meningitis; leukemia treated with methotrexate; celiac disease",
    ),
    "Nephrocalcinosis of the medulla: 1) hyperparathyroidism 2) renal tubular acidosis 3) medullary "
    "sponge kidney 4) vitamin D excess.": (
        "causes",
        "Nephrocalcinosis of the medulla",
        "hyperparathyroidism; renal tubular acidosis; medullary sponge kidney; vitamin D excess",
    ),
    "Vicarious excretion of contrast by the gallbladder is to be expected with renal failure, "
    "ureteral obstruction, and a very large dose.": (
        "causes",
        "Vicarious excretion of contrast by the gallbladder",
        "renal failure; ureteral obstruction; very large dose",
    ),
    "There is no shortage of explanations for a raised alkaline phosphatase: growth, fracture, "
    "Paget disease, cholestasis, and pregnancy.": (
        "causes",
        "raised alkaline phosphatase",
        "growth; fracture; Paget disease; cholestasis; pregnancy",
    ),
    "A doughnut pattern on the red cell scan is courtesy of hemangioma, necrotic tumor, or abscess.": (
        "causes",
        "doughnut pattern on the red cell scan",
        "hemangioma; necrotic tumor; abscess",
    ),
    "Not every sunburst is an osteosarcoma; hemangioma, meningioma, and prostate metastases will also make one.": (
        "causes",
        "sunburst",
        "hemangioma; meningioma; prostate metastases",
    ),
    "Horner syndrome, arm pain, and wasting of the hand announce a tumor of the lung apex.": (
        "signs",
        "tumor of the lung apex",
        "Horner syndrome; arm pain; wasting of the hand",
    ),
    "Heart failure, nephrotic syndrome, cirrhosis: all of these fill both pleural spaces with transudate.": (
        "list",
        "Things that fill both pleural spaces with transudate",
        "Heart failure; nephrotic syndrome; cirrhosis",
    ),
    "An incidental warm spot at the injection site apart, falsely positive PET lesions are mostly "
    "inflammation, brown fat, or a recent biopsy.": (
        "causes",
        "falsely positive PET lesions",
        "inflammation; brown fat; recent biopsy",
    ),
    "Diseases that spare no lobe and end in honeycombing are few: usual interstitial pneumonia, "
    "asbestosis, rheumatoid lung, and scleroderma.": (
        "list",
        "Diseases that spare no lobe and end in honeycombing",
        "usual interstitial pneumonia; asbestosis; rheumatoid lung; scleroderma",
    ),
    "A tooth floating in air should summon up thoughts of eosinophilic granuloma, periodontal "
    "disease, and Burkitt lymphoma.": (
        "causes",
        "tooth floating in air",
        "eosinophilic granuloma; periodontal disease; Burkitt lymphoma",
    ),
    "The usual fellow travelers of an absent kidney are a seminal vesicle cyst, an anorectal "
    "malformation, and vertebral anomalies.": (
        "list",
        "fellow travelers of absent kidney",
        "seminal vesicle cyst; anorectal malformation; vertebral anomalies",
    ),
    "Etiologies for bilateral hilar nodes with calcified rims = silicosis, sarcoid, treated Hodgkin's.": (
        "causes",
        "bilateral hilar nodes with calcified rims",
        "silicosis; sarcoid; treated Hodgkin's",
    ),
    "Central stellate scars of the liver arise courtesy of focal nodular hyperplasia, fibrolamellar "
    "carcinoma, and now and again a giant hemangioma.": (
        "causes",
        "Central stellate scars of the liver",
        "focal nodular hyperplasia; fibrolamellar carcinoma; giant hemangioma",
    ),
    "A thyroid that drinks up pertechnetate but not iodine raises the possibility of an "
    "organification defect, adenoma, or cancer.": (
        "causes",
        "thyroid that drinks up pertechnetate but not iodine",
        "organification defect; adenoma; cancer",
    ),
    "Which diseases calcify the basal ganglia? Hypoparathyroidism, Fahr disease, mitochondrial "
    "disorders, and carbon monoxide poisoning.": (
        "causes",
        "Which diseases calcify the basal ganglia?",
        "Hypoparathyroidism; Fahr disease; mitochondrial disorders; carbon monoxide poisoning",
    ),
    "Intestinal pneumatosis has been reported after steroids, lung transplantation, and colonoscopy.": (
        "causes",
        "Intestinal pneumatosis",
        "steroids; lung transplantation; colonoscopy",
    ),
    "Sudden splenic enlargement in a child: sequestration, mononucleosis, leukemia, hemorrhage into a cyst.": (
        "causes",
        "Sudden splenic enlargement in a child",
        "sequestration; mononucleosis; leukemia; hemorrhage into a cyst",
    ),
    "Eventration, a subpulmonic effusion, and phrenic palsy are often at the bottom of a high right diaphragm.": (
        "causes",
        "high right diaphragm",
        "Eventration; subpulmonic effusion; phrenic palsy",
    ),
    "Reversed halo: organizing pneumonia, mucormycosis, infarct, sarcoid.": (
        "causes",
        "Reversed halo",
        "organizing pneumonia; mucormycosis; infarct; sarcoid",
    ),
    "Apart from Crohn disease, terminal ileum strictures are the doing of tuberculosis, carcinoid, "
    "radiation, and lymphoma.": (
        "causes",
        "terminal ileum strictures",
        "Crohn disease; tuberculosis; carcinoid; radiation; lymphoma",
    ),
    "An enlarged sella results in most instances from an adenoma, less so from an aneurysm, a "
    "craniopharyngioma, or an empty sella.": (
        "causes",
        "enlarged sella",
        "adenoma; aneurysm; craniopharyngioma; empty sella",
    ),
    "Cardiac uptake of bone tracer may be put down to amyloidosis, contusion, cardioversion, and "
    "recent infarction.": (
        "causes",
        "Cardiac uptake of bone tracer",
        "amyloidosis; contusion; cardioversion; recent infarction",
    ),
    "Soft tissue calcification in the hand has its origin in scleroderma, dermatomyositis, renal "
    "failure, or gout.": (
        "causes",
        "Soft tissue calcification in the hand",
        "scleroderma; dermatomyositis; renal failure; gout",
    ),
    "Lung cavities with thin walls: think pneumatoceles, coccidioidomycosis, bullae, or cystic metastases.": (
        "causes",
        "Lung cavities with thin walls",
        "pneumatoceles; coccidioidomycosis; bullae; cystic metastases",
    ),
    "Sequestration, adenomatoid malformation, bronchogenic cyst: such are the causes of a cystic "
    "mass in the newborn's chest.": (
        "causes",
        "cystic mass in the newborn's chest",
        "Sequestration; adenomatoid malformation; bronchogenic cyst",
    ),
    "The radiologist who finds a retropharyngeal swelling in a toddler ought to run through "
    "abscess, hematoma, goiter, and cystic hygroma.": (
        "causes",
        "retropharyngeal swelling in a toddler",
        "abscess; hematoma; goiter; cystic hygroma",
    ),
    "Vertebra plana in childhood is histiocytosis until another cause is found. Ewing sarcoma, "
    "leukemia, and tuberculosis are the others to keep in mind.": (
        "causes",
        "Vertebra plana in childhood",
        "Ewing sarcoma; leukemia; tuberculosis",
    ),
    "Several drugs will raise prolactin: metoclopramide, haloperidol, methyldopa, and verapamil.": (
        "list",
        "drugs that will raise prolactin",
        "metoclopramide; haloperidol; methyldopa; verapamil",
    ),
    "A cobblestone pattern of the mucosa is shared by Crohn disease, ulcerative colitis, and pneumatosis.": (
        "causes",
        "cobblestone pattern of the mucosa",
        "Crohn disease; ulcerative colitis; pneumatosis",
    ),
    "To blame for a spontaneous pneumothorax are blebs, Langerhans cell histiocytosis, "
    "lymphangioleiomyomatosis, and endometriosis.": (
        "causes",
        "spontaneous pneumothorax",
        "blebs; Langerhans cell histiocytosis; lymphangioleiomyomatosis; endometriosis",
    ),
    "A solitary cold defect on a liver scan could equally well be a cyst, a hepatoma, an abscess or "
    "a hemangioma.": (
        "causes",
        "solitary cold defect on a liver scan",
        "cyst; hepatoma; abscess; hemangioma",
    ),
    "For thickened skin on a mammogram, inflammatory cancer, mastitis, radiation, and heart failure "
    "must all be entertained.": (
        "causes",
        "thickened skin on a mammogram",
        "inflammatory cancer; mastitis; radiation; heart failure",
    ),
    "What else lights up in the axilla? Vaccination, a tattoo, dermatitis, and infiltration of the dose.": (
        "causes",
        "What else lights up in the axilla?",
        "Vaccination; tattoo; dermatitis; infiltration of the dose",
    ),
    "Marks of a tension hydrothorax are an inverted diaphragm, a shifted heart, and flattened veins.": (
        "signs",
        "tension hydrothorax",
        "inverted diaphragm; shifted heart; flattened veins",
    ),
    "The plain film betrays rickets by its cupped metaphyses, frayed margins, and wide growth plates.": (
        "signs",
        "rickets",
        "cupped metaphyses; frayed margins; wide growth plates",
    ),
    "Hypercalcemia with a low PTH goes with sarcoidosis, vitamin D excess, myeloma, and immobilization.": (
        "causes",
        "Hypercalcemia with a low PTH",
        "sarcoidosis; vitamin D excess; myeloma; immobilization",
    ),
    "A beak-shaped distal esophagus may betray achalasia, Chagas disease, or a tumor at the cardia.": (
        "causes",
        "beak-shaped distal esophagus",
        "achalasia; Chagas disease; tumor at the cardia",
    ),
    "The list of culprits is long for nonimmune hydrops (arrhythmia, parvovirus, Turner syndrome, "
    "and chorioangioma).": (
        "causes",
        "nonimmune hydrops",
        "arrhythmia; parvovirus; Turner syndrome; chorioangioma",
    ),
    "Air in the biliary tree tends to follow sphincterotomy, stenting, or a choledochoenterostomy.": (
        "causes",
        "Air in the biliary tree",
        "sphincterotomy; stenting; choledochoenterostomy",
    ),
    "Pulmonary edema with a normal heart: drowning, heroin, high altitude, head injury, transfusion reaction.": (
        "causes",
        "Pulmonary edema with a normal heart",
        "drowning; heroin; high altitude; head injury; transfusion reaction",
    ),
    "Pain at night, relief by aspirin, and a nidus on CT make the diagnosis of osteoid osteoma.": (
        "signs",
        "osteoid osteoma",
        "Pain at night; relief by aspirin; nidus on CT",
    ),
    "Causes of a large tongue in infancy: a) hypothyroidism, b) Beckwith syndrome, c) lymphangioma, "
    "d) Down syndrome.": (
        "causes",
        "large tongue in infancy",
        "hypothyroidism; Beckwith syndrome; lymphangioma; Down syndrome",
    ),
    "Gallbladder wall thickening accompanies hepatitis, ascites, heart failure, and cholecystitis.": (
        "causes",
        "Gallbladder wall thickening",
        "hepatitis; ascites; heart failure; cholecystitis",
    ),
    "Behind an enlarged azygos vein one may find right heart failure, caval obstruction, or azygos "
    "continuation.": (
        "causes",
        "enlarged azygos vein",
        "right heart failure; caval obstruction; azygos continuation",
    ),
    "The four great imitators of appendicitis are mesenteric adenitis, Crohn disease, pelvic "
    "inflammatory disease, and a Meckel diverticulum.": (
        "list",
        "imitators of appendicitis",
        "mesenteric adenitis; Crohn disease; pelvic inflammatory disease; Meckel diverticulum",
    ),
    "When do kidneys enlarge without obstruction? In diabetes, in amyloidosis, in leukemia, and in "
    "acute glomerulonephritis.": (
        "causes",
        "When do kidneys enlarge without obstruction?",
        "diabetes; amyloidosis; leukemia; acute glomerulonephritis",
    ),
    "Periventricular calcification in a newborn has a short list: cytomegalovirus, toxoplasmosis, "
    "and tuberous sclerosis.": (
        "causes",
        "Periventricular calcification in a newborn",
        "cytomegalovirus; toxoplasmosis; tuberous sclerosis",
    ),
    "Cold areas on a ventilation scan reflect mucus plugs, bullae, a foreign body or an endobronchial tumor.": (
        "causes",
        "Cold areas on a ventilation scan",
        "mucus plugs; bullae; foreign body; endobronchial tumor",
    ),
    "Whoever sees a corkscrew esophagus thinks of spasm, presbyesophagus, and diabetes.": (
        "causes",
        "corkscrew esophagus",
        "spasm; presbyesophagus; diabetes",
    ),
    "The four Ts of an anterior mediastinal mass are thymoma, teratoma, thyroid, and terrible lymphoma.": (
        "list",
        "four Ts of an anterior mediastinal mass",
        "thymoma; teratoma; thyroid; terrible lymphoma",
    ),
    "Absent radiotracer in one lung: pneumonectomy, mucus plug, agenesis, embolus of the main artery.": (
        "causes",
        "Absent radiotracer in one lung",
        "pneumonectomy; mucus plug; agenesis; embolus of the main artery",
    ),
    "Signs that favor a benign ulcer are radiating folds, a Hampton line, and projection beyond the wall.": (
        "signs",
        "benign ulcer",
        "radiating folds; Hampton line; projection beyond the wall",
    ),
    "Renal papillary necrosis follows diabetes, analgesics, sickle cell disease, and pyelonephritis.": (
        "causes",
        "Renal papillary necrosis",
        "diabetes; analgesics; sickle cell disease; pyelonephritis",
    ),
    "A calcified thyroid mass raises eyebrows: medullary carcinoma, papillary carcinoma, and old goiter.": (
        "causes",
        "calcified thyroid mass",
        "medullary carcinoma; papillary carcinoma; old goiter",
    ),
    "A honeycomb spleen on ultrasound owes its look to cysts, hydatid disease, or lymphangioma.": (
        "causes",
        "honeycomb spleen on ultrasound",
        "cysts; hydatid disease; lymphangioma",
    ),
    "Among the things that shrink one kidney are renal artery stenosis, reflux, and old infarction.": (
        "list",
        "things that shrink one kidney",
        "renal artery stenosis; reflux; old infarction",
    ),
    "Fluid in the lesser sac comes down to pancreatitis, a posterior ulcer, or ascites.": (
        "causes",
        "Fluid in the lesser sac",
        "pancreatitis; posterior ulcer; ascites",
    ),
    "The ancient rule of thirds for carcinoids, as students recite it: one third multiple, one "
    "third with a second tumor, one third metastatic.": (
        "rule",
        "rule of thirds for carcinoids",
        "one third multiple; one third with a second tumor; one third metastatic",
    ),
    'Surgeons still quote the "rule of twos": two inches long, two feet from the valve, two percent of people.': (
        "rule",
        "rule of twos",
        "two inches long; two feet from the valve; two percent of people",
    ),
    "Signs of scurvy: ring epiphyses, dense metaphyseal line, corner spurs.": (
        "signs",
        "scurvy",
        "ring epiphyses; dense metaphyseal line; corner spurs",
    ),
    "Clues to pneumoperitoneum: double wall, football, falciform ligament.": (
        "signs",
        "pneumoperitoneum",
        "double wall; football; falciform ligament",
    ),
    "A photopenic liver lesion has in its differential cyst, abscess, hematoma, and metastasis.": (
        "causes",
        "photopenic liver lesion",
        "cyst; abscess; hematoma; metastasis",
    ),
    "Splenic photopenia counts among its causes infarct, cyst, lymphoma and abscess.": (
        "causes",
        "Splenic photopenia",
        "infarct; cyst; lymphoma; abscess",
    ),
    "Worrisome features on a mammogram are spiculation, clustered microcalcifications, and skin retraction.": (
        "signs",
        "Worrisome features on a mammogram",
        "spiculation; clustered microcalcifications; skin retraction",
    ),
    "Low risk findings on a gallium scan are symmetric hila, faint liver, and clear parotids.": (
        "signs",
        "Low risk findings on a gallium scan",
        "symmetric hila; faint liver; clear parotids",
    ),
    "Warning signs of a failing shunt are headache, vomiting and a bulging fontanel.": (
        "signs",
        "Warning signs of a failing shunt",
        "headache; vomiting; bulging fontanel",
    ),
    "Wheezing in a toddler may be brought on by an inhaled peanut, a vascular ring, bronchiolitis or reflux.": (
        "causes",
        "Wheezing in a toddler",
        "inhaled peanut; vascular ring; bronchiolitis; reflux",
    ),
    "Infection of these cysts is caused by Klebsiella, Escherichia coli, and enterococci.": (
        "causes",
        "Infection of these cysts",
        "Klebsiella; Escherichia coli; enterococci",
    ),
    "Diseases in which the sign is met: sarcoidosis, Sjogren disease, and lymphoma.": (
        "list",
        "Diseases in which the sign is met",
        "sarcoidosis; Sjogren disease; lymphoma",
    ),
    "Conditions under which it appears: pregnancy, steroid use, and dialysis.": (
        "list",
        "Conditions under which it appears",
        "pregnancy; steroid use; dialysis",
    ),
    "• Findings with the 4 Ds: dermatitis, diarrhea, dementia, death.": (
        "signs",
        "Findings with the 4 Ds",
        "dermatitis; diarrhea; dementia; death",
    ),
    "The tetrad is fever, purpura, anemia and renal failure.": (
        "signs",
        "tetrad",
        "fever; purpura; anemia; renal failure",
    ),
    "Hypercalcemia is caused by a malignancy in 60%, by an adenoma in 30%, and seldom by sarcoid.": (
        "causes",
        "Hypercalcemia",
        "malignancy; adenoma; sarcoid",
    ),
    "Pulmonary pseudonodules include nipple shadows, rib ends, skin tags, and electrodes.": (
        "list",
        "Pulmonary pseudonodules",
        "nipple shadows; rib ends; skin tags; electrodes",
    ),
    "The criteria of a technically adequate renogram are a bolus that is compact, a flow curve that "
    "peaks, and a bladder that is empty.": (
        "signs",
        "criteria of a technically adequate renogram",
        "bolus that is compact; flow curve that peaks; bladder that is empty",
    ),
    "A defect at stress and at rest may stem from scar, hibernation, or attenuation; gated images "
    "settle the matter.": ("causes", "defect at stress and at rest", "scar; hibernation; attenuation"),
    "Secondary forms are due to hemorrhage, meningitis, trauma and tumor.": (
        "causes",
        "Secondary forms",
        "hemorrhage; meningitis; trauma; tumor",
    ),
    "A bone that is warm in every phase means osteomyelitis, fracture, Charcot joint, or osteotomy.": (
        "causes",
        "bone that is warm in every phase",
        "osteomyelitis; fracture; Charcot joint; osteotomy",
    ),
    "The red flags in low back pain are weight loss, night pain, fever, and saddle numbness.": (
        "signs",
        "red flags in low back pain",
        "weight loss; night pain; fever; saddle numbness",
    ),
    "A cause list for big adrenals: hemorrhage, metastasis, tuberculosis, hyperplasia.": (
        "causes",
        "big adrenals",
        "hemorrhage; metastasis; tuberculosis; hyperplasia",
    ),
    "Hyperkalemia is the result of renal failure in most, of drugs in some, and of Addison disease in a few.": (
        "causes",
        "Hyperkalemia",
        "renal failure; drugs; Addison disease",
    ),
    "Lobar hyperinflation in infants can be down to bronchial atresia, emphysema of a lobe, and a mucus plug.": (
        "causes",
        "Lobar hyperinflation in infants",
        "bronchial atresia; emphysema of a lobe; mucus plug",
    ),
    "Alarm symptoms of dyspepsia: bleeding, weight loss, dysphagia, vomiting.": (
        "signs",
        "Alarm symptoms of dyspepsia",
        "bleeding; weight loss; dysphagia; vomiting",
    ),
    "False positives of the HIDA scan have several sources: fasting, hyperalimentation, hepatitis.": (
        "causes",
        "False positives of the HIDA scan",
        "fasting; hyperalimentation; hepatitis",
    ),
    "Colonic pseudo-obstruction comes with electrolyte loss, opioids, spinal injury, and sepsis.": (
        "causes",
        "Colonic pseudo-obstruction",
        "electrolyte loss; opioids; spinal injury; sepsis",
    ),
    "The organisms responsible for emphysematous pyelonephritis are E. coli, Klebsiella, and Proteus.": (
        "causes",
        "emphysematous pyelonephritis",
        "E. coli; Klebsiella; Proteus",
    ),
    "Features shared by all neurocristopathies are pigment spots, nerve tumors and endocrine disease.": (
        "signs",
        "neurocristopathies",
        "pigment spots; nerve tumors; endocrine disease",
    ),
    "Sacroiliitis on both sides: ankylosing spondylitis, bowel disease, hyperparathyroidism.": (
        "causes",
        "Sacroiliitis on both sides",
        "ankylosing spondylitis; bowel disease; hyperparathyroidism",
    ),
    "Dense lines at the metaphysis include in the differential lead, healed leukemia, and rickets.": (
        "causes",
        "Dense lines at the metaphysis",
        "lead; healed leukemia; rickets",
    ),
    "It has a clinical tetrad: fever, rash, arthralgia, and eosinophilia.": (
        "signs",
        "clinical tetrad",
        "fever; rash; arthralgia; eosinophilia",
    ),
    'Everyone learns the "rule of fours" of the brainstem: four midline structures, four lateral '
    "ones, four nerves in the pons.": (
        "rule",
        "rule of fours of the brainstem",
        "four midline structures; four lateral ones; four nerves in the pons",
    ),
    "Suspicious features of a thyroid nodule are microcalcifications, taller than wide shape, and a "
    "lobulated edge.": (
        "signs",
        "Suspicious features of a thyroid nodule",
        "microcalcifications; taller than wide shape; lobulated edge",
    ),
    "The pentad is fever, jaundice, pain, shock and confusion.": (
        "signs",
        "pentad",
        "fever; jaundice; pain; shock; confusion",
    ),
    "A thick gastric fold has among its causes Menetrier disease, lymphoma, gastritis, and varices.": (
        "causes",
        "thick gastric fold",
        "Menetrier disease; lymphoma; gastritis; varices",
    ),
    "Signs of a slipped epiphysis: a wide physis, a low head, a broken Klein line.": (
        "signs",
        "slipped epiphysis",
        "wide physis; low head; broken Klein line",
    ),
    "Tumors in which calcium is the rule: craniopharyngioma, oligodendroglioma, and pineal germinoma.": (
        "list",
        "Tumors in which calcium is the rule",
        "craniopharyngioma; oligodendroglioma; pineal germinoma",
    ),
    "Cushing syndrome is due to a pituitary adenoma in 70%, to an adrenal tumor in 15%, and rarely "
    "to an ectopic source.": ("causes", "Cushing syndrome", "pituitary adenoma; adrenal tumor; ectopic source"),
    "Pneumonia of these transplants is caused by cytomegalovirus, Aspergillus and Pneumocystis.": (
        "causes",
        "Pneumonia of these transplants",
        "cytomegalovirus; Aspergillus; Pneumocystis",
    ),
    "Cardiac pseudomasses include the Eustachian valve, the crista terminalis, and a hiatal hernia.": (
        "list",
        "Cardiac pseudomasses",
        "Eustachian valve; crista terminalis; hiatal hernia",
    ),
    "Acquired forms follow radiation, trauma, infection and surgery.": (
        "causes",
        "Acquired forms",
        "radiation; trauma; infection; surgery",
    ),
    "A hot appendix may reflect appendicitis, Crohn disease, or carcinoid; a CT tells them apart.": (
        "causes",
        "hot appendix",
        "appendicitis; Crohn disease; carcinoid",
    ),
    "The pathogens behind a splenic abscess are staphylococci, salmonella, and candida.": (
        "causes",
        "splenic abscess",
        "staphylococci; salmonella; candida",
    ),
    "Uptake in the thymus is common (rebound, thymoma, hyperplasia, or lymphoma).": (
        "causes",
        "Uptake in the thymus",
        "rebound; thymoma; hyperplasia; lymphoma",
    ),
    "The criteria for an adequate stress test are a heart rate which reaches 85 percent, a pressure "
    "which rises, and a symptom which limits.": (
        "signs",
        "criteria for an adequate stress test",
        "heart rate which reaches 85 percent; pressure which rises; symptom which limits",
    ),
    "Conditions that spare the ureter but not the kidney include pyelonephritis, infarction, and contusion.": (
        "list",
        "Conditions that spare the ureter but not the kidney",
        "pyelonephritis; infarction; contusion",
    ),
    "Associated anomalies include scoliosis, rib fusion and a tethered cord.": (
        "list",
        "Associated anomalies",
        "scoliosis; rib fusion; tethered cord",
    ),
}
"""Written to try the general rules on words that no table had; items stand between semicolons."""


@pytest.mark.parametrize(("text", "stated"), INVENTED.items(), ids=INVENTED.keys())
def test_lists_in_words_that_no_form_was_made_for(text: str, stated: tuple[str, str, str]) -> None:
    kind, pattern, items = stated
    assert _read(text) == [(kind, pattern, items.split("; "))]


TEXTBOOK = {
    "Hoarseness has a number of causes, of which laryngitis, vocal nodules and recurrent nerve palsy are "
    "the most frequent.": (
        "causes",
        "Hoarseness",
        "laryngitis; vocal nodules; recurrent nerve palsy",
    ),
    "Splenomegaly in the tropics should make the clinician suspect malaria, kala-azar, or schistosomiasis.": (
        "causes",
        "Splenomegaly in the tropics",
        "malaria; kala-azar; schistosomiasis",
    ),
    "The following may cause a raised hemidiaphragm: (a) phrenic nerve palsy, (b) subphrenic abscess, (c) "
    "eventration.": (
        "causes",
        "raised hemidiaphragm",
        "phrenic nerve palsy; subphrenic abscess; eventration",
    ),
    "Why does a lung scan show a stripe sign? Emphysema, interstitial edema, or a central clot may be the "
    "answer.": (
        "causes",
        "Why does a lung scan show a stripe sign?",
        "Emphysema; interstitial edema; central clot",
    ),
    "Digital clubbing accompanies bronchogenic carcinoma, cyanotic heart disease, cirrhosis, and "
    "inflammatory bowel disease.": (
        "causes",
        "Digital clubbing",
        "bronchogenic carcinoma; cyanotic heart disease; cirrhosis; inflammatory bowel disease",
    ),
    "Common to Marfan syndrome, homocystinuria and Ehlers-Danlos syndrome is dislocation of the lens.": (
        "causes",
        "dislocation of the lens",
        "Marfan syndrome; homocystinuria; Ehlers-Danlos syndrome",
    ),
    "Osteopenia in a child? Consider leukemia, osteogenesis imperfecta, steroid therapy and disuse.": (
        "causes",
        "Osteopenia in a child",
        "leukemia; osteogenesis imperfecta; steroid therapy; disuse",
    ),
    "Patients with myasthenia gravis, botulism or Lambert-Eaton syndrome all present with ptosis.": (
        "causes",
        "ptosis",
        "myasthenia gravis; botulism; Lambert-Eaton syndrome",
    ),
    "Features that favor malignancy in a pulmonary nodule are spiculation, upper lobe location, size over "
    "2 cm and rapid growth.": (
        "signs",
        "malignancy in a pulmonary nodule",
        "spiculation; upper lobe location; size over 2 cm; rapid growth",
    ),
    "In the differential diagnosis of an intramedullary cord lesion one must include ependymoma, "
    "astrocytoma, hemangioblastoma and demyelination.": (
        "causes",
        "intramedullary cord lesion",
        "ependymoma; astrocytoma; hemangioblastoma; demyelination",
    ),
    "An enlarged sella may be due to pituitary adenoma / craniopharyngioma / empty sella / aneurysm.": (
        "causes",
        "enlarged sella",
        "pituitary adenoma; craniopharyngioma; empty sella; aneurysm",
    ),
    "DDx of a cavitary lung lesion - abscess, squamous carcinoma, Wegener granulomatosis, septic embolus.": (
        "causes",
        "cavitary lung lesion",
        "abscess; squamous carcinoma; Wegener granulomatosis; septic embolus",
    ),
    "Three conditions produce a bull's eye lesion in the stomach: melanoma metastasis, lymphoma, and "
    "Kaposi sarcoma.": (
        "causes",
        "bull's eye lesion in the stomach",
        "melanoma metastasis; lymphoma; Kaposi sarcoma",
    ),
    "Gynecomastia is not always idiopathic. Spironolactone, cimetidine, cirrhosis and testicular tumors "
    "are well-known offenders.": (
        "causes",
        "Gynecomastia",
        "Spironolactone; cimetidine; cirrhosis; testicular tumors",
    ),
    "It is important to remember that hypokalemia may be brought on by vomiting, diuretics, laxative "
    "abuse, and hyperaldosteronism.": (
        "causes",
        "hypokalemia",
        "vomiting; diuretics; laxative abuse; hyperaldosteronism",
    ),
    "Hypercalcemia is encountered most often in hyperparathyroidism and malignancy, and less commonly in "
    "sarcoidosis, vitamin D intoxication and immobilization.": (
        "causes",
        "Hypercalcemia",
        "hyperparathyroidism; malignancy; sarcoidosis; vitamin D intoxication; immobilization",
    ),
    "Physical findings of pericardial tamponade include muffled heart sounds, distended neck veins, and "
    "hypotension.": (
        "signs",
        "Physical findings of pericardial tamponade",
        "muffled heart sounds; distended neck veins; hypotension",
    ),
    "The diagnosis of neurofibromatosis rests on cafe au lait spots, axillary freckling, Lisch nodules "
    "and optic glioma.": (
        "signs",
        "neurofibromatosis",
        "cafe au lait spots; axillary freckling; Lisch nodules; optic glioma",
    ),
    "Papilledema - raised intracranial pressure, malignant hypertension, optic neuritis, hypercapnia.": (
        "causes",
        "Papilledema",
        "raised intracranial pressure; malignant hypertension; optic neuritis; hypercapnia",
    ),
    "Etiologic factors in gallstone formation are obesity, rapid weight loss, ileal disease, and hemolysis.": (
        "causes",
        "gallstone formation",
        "obesity; rapid weight loss; ileal disease; hemolysis",
    ),
    "Hilar adenopathy with pulmonary infiltrates suggests sarcoidosis, tuberculosis, histoplasmosis, or "
    "lymphoma.": (
        "causes",
        "Hilar adenopathy with pulmonary infiltrates",
        "sarcoidosis; tuberculosis; histoplasmosis; lymphoma",
    ),
    "Renal papillary necrosis is classically linked to analgesic abuse, diabetes, sickle cell disease and "
    "obstruction.": (
        "list",
        "Associations of Renal papillary necrosis",
        "analgesic abuse; diabetes; sickle cell disease; obstruction",
    ),
    "Intracranial calcification in a newborn means cytomegalovirus, toxoplasmosis, or tuberous sclerosis "
    "until proven otherwise.": (
        "causes",
        "Intracranial calcification in a newborn",
        "cytomegalovirus; toxoplasmosis; tuberous sclerosis",
    ),
    "A solitary lytic skull lesion raises several possibilities: eosinophilic granuloma, epidermoid, "
    "hemangioma, and metastasis.": (
        "causes",
        "solitary lytic skull lesion",
        "eosinophilic granuloma; epidermoid; hemangioma; metastasis",
    ),
    "Polyhydramnios has been associated with maternal diabetes, esophageal atresia, anencephaly and twin "
    "gestation.": (
        "list",
        "Associations of Polyhydramnios",
        "maternal diabetes; esophageal atresia; anencephaly; twin gestation",
    ),
    "The typical triad of renal cell carcinoma - hematuria, flank pain, and a palpable mass - is found in "
    "only a tenth of patients.": (
        "signs",
        "triad of renal cell carcinoma",
        "hematuria; flank pain; palpable mass",
    ),
    "Signs pointing toward bowel ischemia on CT: pneumatosis, mesenteric venous gas, absent wall enhancement.": (
        "signs",
        "bowel ischemia on CT",
        "pneumatosis; mesenteric venous gas; absent wall enhancement",
    ),
    "An elevated alkaline phosphatase may be explained by Paget disease, bone metastases, biliary "
    "obstruction, or a healing fracture.": (
        "causes",
        "elevated alkaline phosphatase",
        "Paget disease; bone metastases; biliary obstruction; healing fracture",
    ),
    "Diffuse osteosclerosis may have any of several explanations (myelofibrosis, mastocytosis, "
    "osteopetrosis, fluorosis).": (
        "causes",
        "Diffuse osteosclerosis",
        "myelofibrosis; mastocytosis; osteopetrosis; fluorosis",
    ),
    "Besides multiple sclerosis, periventricular white matter lesions are produced by small vessel "
    "disease, vasculitis and Lyme disease.": (
        "causes",
        "periventricular white matter lesions",
        "multiple sclerosis; small vessel disease; vasculitis; Lyme disease",
    ),
    "Miliary nodules. Think of tuberculosis, histoplasmosis, sarcoidosis, and thyroid metastases.": (
        "causes",
        "Miliary nodules",
        "tuberculosis; histoplasmosis; sarcoidosis; thyroid metastases",
    ),
    "Conditions in which the anion gap is increased are ketoacidosis, lactic acidosis, uremia and "
    "salicylate poisoning.": (
        "list",
        "Conditions in which the anion gap is increased",
        "ketoacidosis; lactic acidosis; uremia; salicylate poisoning",
    ),
    "Bone infarcts may complicate sickle cell disease, steroid therapy, Gaucher disease and caisson disease.": (
        "causes",
        "Bone infarcts",
        "sickle cell disease; steroid therapy; Gaucher disease; caisson disease",
    ),
    "What conditions can mimic appendicitis? Mesenteric adenitis, Crohn disease, a ruptured ovarian cyst, "
    "and pyelonephritis.": (
        "causes",
        "What conditions can mimic appendicitis?",
        "Mesenteric adenitis; Crohn disease; ruptured ovarian cyst; pyelonephritis",
    ),
    "Numerous drugs (amiodarone, bleomycin, nitrofurantoin, methotrexate) are capable of inducing "
    "pulmonary fibrosis.": (
        "causes",
        "pulmonary fibrosis",
        "amiodarone; bleomycin; nitrofurantoin; methotrexate",
    ),
    "Absence of the corpus callosum is part of Aicardi syndrome, Dandy-Walker malformation, and fetal "
    "alcohol syndrome.": (
        "causes",
        "Absence of the corpus callosum",
        "Aicardi syndrome; Dandy-Walker malformation; fetal alcohol syndrome",
    ),
    "The list of conditions giving a widened symphysis pubis is short: bladder exstrophy, trauma, "
    "osteitis pubis and cleidocranial dysostosis.": (
        "causes",
        "conditions giving a widened symphysis pubis",
        "bladder exstrophy; trauma; osteitis pubis; cleidocranial dysostosis",
    ),
    "Indications of a tension pneumothorax are mediastinal shift, a depressed diaphragm and collapse of "
    "the lung toward the hilum.": (
        "signs",
        "tension pneumothorax",
        "mediastinal shift; depressed diaphragm; collapse of the lung toward the hilum",
    ),
    "Erlenmeyer flask deformity of the femur is observed in Gaucher disease, osteopetrosis, thalassemia, "
    "Pyle disease, and lead poisoning.": (
        "causes",
        "Erlenmeyer flask deformity of the femur",
        "Gaucher disease; osteopetrosis; thalassemia; Pyle disease; lead poisoning",
    ),
    "Pneumatosis may be primary or may be secondary to obstruction, ischemia, steroid use, or chronic "
    "lung disease.": (
        "causes",
        "Pneumatosis",
        "obstruction; ischemia; steroid use; chronic lung disease",
    ),
    "Most transudative effusions can be traced to heart failure, cirrhosis or the nephrotic syndrome.": (
        "causes",
        "transudative effusions",
        "heart failure; cirrhosis; nephrotic syndrome",
    ),
    "Low voltage on the electrocardiogram occurs with pericardial effusion, emphysema, obesity, "
    "amyloidosis and myxedema.": (
        "causes",
        "Low voltage on the electrocardiogram",
        "pericardial effusion; emphysema; obesity; amyloidosis; myxedema",
    ),
    "For a T2 dark liver, the possibilities are hemochromatosis, hemosiderosis from transfusion, and "
    "Wilson disease.": (
        "causes",
        "T2 dark liver",
        "hemochromatosis; hemosiderosis from transfusion; Wilson disease",
    ),
    "Microcytic anemia: iron deficiency; thalassemia; lead poisoning; sideroblastic anemia.": (
        "causes",
        "Microcytic anemia",
        "iron deficiency; thalassemia; lead poisoning; sideroblastic anemia",
    ),
    "Sclerotic bone metastases in a woman usually originate from breast cancer, carcinoid, or bladder cancer.": (
        "causes",
        "Sclerotic bone metastases in a woman",
        "breast cancer; carcinoid; bladder cancer",
    ),
    "Delirium in the hospitalized elderly is frequently precipitated by infection, anticholinergic drugs, "
    "urinary retention, and dehydration.": (
        "causes",
        "Delirium in the hospitalized elderly",
        "infection; anticholinergic drugs; urinary retention; dehydration",
    ),
    "Ocular manifestations of sarcoidosis: uveitis, conjunctival nodules, lacrimal gland enlargement.": (
        "signs",
        "Ocular manifestations of sarcoidosis",
        "uveitis; conjunctival nodules; lacrimal gland enlargement",
    ),
    "Virchow described three factors that predispose to thrombosis, namely stasis, endothelial injury and "
    "hypercoagulability.": (
        "causes",
        "thrombosis",
        "stasis; endothelial injury; hypercoagulability",
    ),
    "Subcutaneous calcification can be a manifestation of scleroderma, dermatomyositis, "
    "hyperparathyroidism or old trauma.": (
        "causes",
        "Subcutaneous calcification",
        "scleroderma; dermatomyositis; hyperparathyroidism; old trauma",
    ),
    "Chylothorax most commonly follows thoracic surgery, though lymphoma, trauma and "
    "lymphangioleiomyomatosis are other causes.": (
        "causes",
        "Chylothorax",
        "thoracic surgery; lymphoma; trauma; lymphangioleiomyomatosis",
    ),
    "The principal etiologies of pulmonary hypertension include left heart disease, chronic "
    "thromboembolism, parenchymal lung disease and congenital shunts.": (
        "causes",
        "pulmonary hypertension",
        "left heart disease; chronic thromboembolism; parenchymal lung disease; congenital shunts",
    ),
    "Vertebra plana in a child: eosinophilic granuloma until proven otherwise, then leukemia, "
    "neuroblastoma, and infection.": (
        "causes",
        "Vertebra plana in a child",
        "eosinophilic granuloma; leukemia; neuroblastoma; infection",
    ),
    "Diffuse esophageal spasm, reflux, and nutcracker esophagus are all known to produce noncardiac chest pain.": (
        "causes",
        "noncardiac chest pain",
        "Diffuse esophageal spasm; reflux; nutcracker esophagus",
    ),
    "Medications implicated in osteonecrosis include corticosteroids, bisphosphonates, and antiangiogenic "
    "agents.": (
        "causes",
        "osteonecrosis",
        "corticosteroids; bisphosphonates; antiangiogenic agents",
    ),
    "Photopenia on a bone scan is nonspecific and can be seen with prostheses, early avascular necrosis, "
    "radiation, myeloma and renal cell metastases.": (
        "causes",
        "Photopenia on a bone scan",
        "prostheses; early avascular necrosis; radiation; myeloma; renal cell metastases",
    ),
    "A. Hyperacute rejection, b. acute tubular necrosis, c. urinary leak: these are the early reasons for "
    "a failing graft.": (
        "causes",
        "failing graft",
        "Hyperacute rejection; acute tubular necrosis; urinary leak",
    ),
    "Which tumors metastasize to the heart? Melanoma, lung cancer, breast cancer and lymphoma.": (
        "causes",
        "Which tumors metastasize to the heart?",
        "Melanoma; lung cancer; breast cancer; lymphoma",
    ),
    "Radiographic features of scurvy: ground glass osteopenia, a dense zone of provisional calcification, "
    "Pelkan spurs, subperiosteal hemorrhage.": (
        "signs",
        "Radiographic features of scurvy",
        "ground glass osteopenia; dense zone of provisional calcification; Pelkan spurs; subperiosteal hemorrhage",
    ),
    "When the spleen fails to take up sulfur colloid, functional asplenia from sickle cell disease, "
    "infarction, or infiltration by tumor should be considered.": (
        "list",
        "What to think of when spleen fails to take up sulfur colloid",
        "functional asplenia from sickle cell disease; infarction; infiltration by tumor",
    ),
    "An increased thyroid uptake is seen not only in Graves disease but also in early Hashimoto "
    "thyroiditis, iodine deficiency, and enzyme defects.": (
        "causes",
        "increased thyroid uptake",
        "Graves disease; early Hashimoto thyroiditis; iodine deficiency; enzyme defects",
    ),
    "Risk factors for contrast nephropathy are diabetes, dehydration, preexisting renal insufficiency, "
    "and age over 70.": (
        "list",
        "Risk factors for contrast nephropathy",
        "diabetes; dehydration; preexisting renal insufficiency; age over 70",
    ),
    "Bilateral adrenal hemorrhage has been reported in anticoagulation, sepsis (Waterhouse-Friderichsen), "
    "burns, and the antiphospholipid syndrome.": (
        "causes",
        "Bilateral adrenal hemorrhage",
        "anticoagulation; sepsis (Waterhouse-Friderichsen); burns; antiphospholipid syndrome",
    ),
    "Pitfalls in the interpretation of parathyroid scans include thyroid nodules, reactive lymph nodes, "
    "and patient motion.": (
        "list",
        "Pitfalls in the interpretation of parathyroid scans",
        "thyroid nodules; reactive lymph nodes; patient motion",
    ),
    "A soft tissue mass in the carpal tunnel (ganglion, lipoma, giant cell tumor of the sheath, neuroma) "
    "may compress the median nerve.": (
        "causes",
        "soft tissue mass in the carpal tunnel",
        "ganglion; lipoma; giant cell tumor of the sheath; neuroma",
    ),
    "Fat embolism is diagnosed on the basis of hypoxemia, confusion and a petechial rash.": (
        "signs",
        "Fat embolism",
        "hypoxemia; confusion; petechial rash",
    ),
    "The commonest cause of a solitary cold nodule is a colloid cyst. Others are adenoma, carcinoma, "
    "hemorrhage and focal thyroiditis.": (
        "causes",
        "solitary cold nodule",
        "colloid cyst; adenoma; carcinoma; hemorrhage; focal thyroiditis",
    ),
    "Among conditions associated with Wolff-Parkinson-White syndrome are Ebstein anomaly, hypertrophic "
    "cardiomyopathy, and mitral valve prolapse.": (
        "causes",
        "Wolff-Parkinson-White syndrome",
        "Ebstein anomaly; hypertrophic cardiomyopathy; mitral valve prolapse",
    ),
    "Splenic uptake exceeding that of the liver - the so-called colloid shift - is found in cirrhosis, "
    "anemia, melanoma, and diabetes.": (
        "causes",
        "Splenic uptake exceeding that of the liver - the so-called colloid shift -",
        "cirrhosis; anemia; melanoma; diabetes",
    ),
    "Unfavorable prognostic factors in neuroblastoma include age above 18 months, N-myc amplification, "
    "and bone metastases.": (
        "signs",
        "Unfavorable prognostic factors in neuroblastoma",
        "age above 18 months; N-myc amplification; bone metastases",
    ),
    "Nephrogenic systemic fibrosis, scleromyxedema, scleroderma and eosinophilic fasciitis all lead to "
    "thickening of the skin.": (
        "causes",
        "thickening of the skin",
        "Nephrogenic systemic fibrosis; scleromyxedema; scleroderma; eosinophilic fasciitis",
    ),
    "Intense gallium uptake in the lungs is nonspecific, occurring in Pneumocystis pneumonia, "
    "sarcoidosis, lymphoma, drug reactions, and tuberculosis.": (
        "causes",
        "Intense gallium uptake in the lungs",
        "Pneumocystis pneumonia; sarcoidosis; lymphoma; drug reactions; tuberculosis",
    ),
    "Also in the differential of a suprasellar mass are meningioma, optic glioma, germinoma and aneurysm.": (
        "causes",
        "suprasellar mass",
        "meningioma; optic glioma; germinoma; aneurysm",
    ),
    "Reduced cerebral perfusion in the temporoparietal cortex is typical of Alzheimer disease but has "
    "also been described in Parkinson disease, carbon monoxide poisoning, and sleep apnea.": (
        "causes",
        "Reduced cerebral perfusion in the temporoparietal cortex",
        "Alzheimer disease; Parkinson disease; carbon monoxide poisoning; sleep apnea",
    ),
    "Manifestations of the carcinoid syndrome: flushing, diarrhea, wheezing, right-sided valve disease.": (
        "signs",
        "carcinoid syndrome",
        "flushing; diarrhea; wheezing; right-sided valve disease",
    ),
    "Several entities can be confused with a brown tumor, including giant cell tumor, aneurysmal bone "
    "cyst, and metastasis.": (
        "list",
        "entities that can be confused with a brown tumor",
        "giant cell tumor; aneurysmal bone cyst; metastasis",
    ),
    "Bowing of the tibia may reflect rickets, Paget disease, neurofibromatosis, or osteogenesis imperfecta.": (
        "causes",
        "Bowing of the tibia",
        "rickets; Paget disease; neurofibromatosis; osteogenesis imperfecta",
    ),
    "Common causes of obstructive uropathy in men:\n\n- benign prostatic hyperplasia\n\n- urethral "
    "stricture\n\n- bladder cancer": (
        "causes",
        "obstructive uropathy in men",
        "benign prostatic hyperplasia; urethral stricture; bladder cancer",
    ),
    "Calcified liver metastases usually come from mucinous carcinoma of the colon, ovarian carcinoma or "
    "osteosarcoma.": (
        "causes",
        "Calcified liver metastases",
        "mucinous carcinoma of the colon; ovarian carcinoma; osteosarcoma",
    ),
    "Pancreatitis is usually caused by gallstones or alcohol; other causes are hypertriglyceridemia, "
    "trauma, drugs and mumps.": (
        "causes",
        "Pancreatitis",
        "gallstones; alcohol; hypertriglyceridemia; trauma; drugs; mumps",
    ),
    "One should suspect child abuse in the presence of metaphyseal corner fractures, posterior rib "
    "fractures and fractures of differing age.": (
        "signs",
        "child abuse",
        "metaphyseal corner fractures; posterior rib fractures; fractures of differing age",
    ),
    "Sudden hearing loss may result from viral labyrinthitis, acoustic neuroma, perilymph fistula, or "
    "ototoxic drugs.": (
        "causes",
        "Sudden hearing loss",
        "viral labyrinthitis; acoustic neuroma; perilymph fistula; ototoxic drugs",
    ),
    "The causes of a nonfunctioning gallbladder are many: chronic cholecystitis, cystic duct obstruction, "
    "prolonged fasting, and hyperalimentation.": (
        "causes",
        "nonfunctioning gallbladder",
        "chronic cholecystitis; cystic duct obstruction; prolonged fasting; hyperalimentation",
    ),
    "Diffusely increased lung activity on an indium scan occurs with ARDS, congestive failure, and atelectasis.": (
        "causes",
        "Diffusely increased lung activity on an indium scan",
        "ARDS; congestive failure; atelectasis",
    ),
    "CT signs of pulmonary infarction include a wedge-shaped opacity, the reversed halo, and a feeding vessel.": (
        "signs",
        "CT signs of pulmonary infarction",
        "wedge-shaped opacity; reversed halo; feeding vessel",
    ),
    "Rhabdomyolysis has many triggers, including crush injury, seizures, statins and heat stroke.": (
        "causes",
        "Rhabdomyolysis",
        "crush injury; seizures; statins; heat stroke",
    ),
    "Among the many conditions that elevate amylase are pancreatitis, parotitis, perforated ulcer and "
    "renal failure.": (
        "list",
        "conditions that elevate amylase",
        "pancreatitis; parotitis; perforated ulcer; renal failure",
    ),
    "Soft tissue uptake of MDP: dystrophic calcification, myositis ossificans, tumoral calcinosis, "
    "hematoma, and recent surgery.": (
        "causes",
        "Soft tissue uptake of MDP",
        "dystrophic calcification; myositis ossificans; tumoral calcinosis; hematoma; recent surgery",
    ),
    "Differential considerations for a mediastinal cyst: bronchogenic cyst, thymic cyst, pericardial "
    "cyst, and duplication cyst.": (
        "causes",
        "mediastinal cyst",
        "bronchogenic cyst; thymic cyst; pericardial cyst; duplication cyst",
    ),
    "Secondary hypertension should be suspected in coarctation, pheochromocytoma, Conn syndrome and renal "
    "artery stenosis.": (
        "causes",
        "Secondary hypertension",
        "coarctation; pheochromocytoma; Conn syndrome; renal artery stenosis",
    ),
    "Barrett esophagus, achalasia, lye ingestion, and Plummer-Vinson syndrome all increase the risk of "
    "esophageal cancer.": (
        "list",
        "Risk factors for esophageal cancer",
        "Barrett esophagus; achalasia; lye ingestion; Plummer-Vinson syndrome",
    ),
    "The findings of ankylosing spondylitis are sacroiliitis, squaring of the vertebral bodies, "
    "syndesmophytes, and ligamentous ossification.": (
        "signs",
        "ankylosing spondylitis",
        "sacroiliitis; squaring of the vertebral bodies; syndesmophytes; ligamentous ossification",
    ),
    "Focal hepatic hot spots on sulfur colloid can be due to superior vena cava obstruction, Budd-Chiari "
    "syndrome, or focal nodular hyperplasia.": (
        "causes",
        "Focal hepatic hot spots on sulfur colloid",
        "superior vena cava obstruction; Budd-Chiari syndrome; focal nodular hyperplasia",
    ),
    "What else can give a positive Trendelenburg test? Poliomyelitis, hip dislocation, and a fracture of "
    "the femoral neck.": (
        "causes",
        "positive Trendelenburg test",
        "Poliomyelitis; hip dislocation; fracture of the femoral neck",
    ),
    "The most frequent explanations for a persistent nephrogram are acute obstruction, hypotension and "
    "acute tubular necrosis.": (
        "causes",
        "persistent nephrogram",
        "acute obstruction; hypotension; acute tubular necrosis",
    ),
    "Warfarin resistance is encountered with vitamin K intake, hypothyroidism, and enzyme inducers.": (
        "causes",
        "Warfarin resistance",
        "vitamin K intake; hypothyroidism; enzyme inducers",
    ),
    "Symptoms suggestive of spinal cord compression are back pain, leg weakness, sensory loss and incontinence.": (
        "signs",
        "spinal cord compression",
        "back pain; leg weakness; sensory loss; incontinence",
    ),
}
"""Textbook and report language, written to try the general rules; items stand between semicolons."""


@pytest.mark.parametrize(("text", "stated"), TEXTBOOK.items(), ids=TEXTBOOK.keys())
def test_lists_in_textbook_language(text: str, stated: tuple[str, str, str]) -> None:
    kind, pattern, items = stated
    assert _read(text) == [(kind, pattern, items.split("; "))]


NONE = [
    "The patient was given heparin, warfarin, and a statin for the stroke, and went home.",
    "The differential count showed neutrophils, lymphocytes, and eosinophils.",
    "Symptoms improved after antibiotics, bronchodilators, and physiotherapy.",
    "The tracer accumulates in the myocardium, liver, and gallbladder.",
    (
        "Imaging may be performed with CT, MRI, or scintigraphy in patients with suspected abscess, "
        "infarction or tumor."
    ),
    "Our patient had hypertension, diabetes, and a previous myocardial infarction.",
    "Treatment of gout includes colchicine, indomethacin, and allopurinol.",
    "Hematuria, fever and weight loss developed over the following month.",
    "The kidneys, ureters, and bladder appear normal, and there is no stone, mass, or hydronephrosis.",
    "The lesion was thought to be an abscess, a hematoma, or a necrotic tumor before the biopsy.",
    "The patient underwent CT, a bone scan, and a biopsy of the mass.",
    "The tumor is composed of spindle cells, collagen, and vessels.",
    "Uptake was noted in the skull, ribs, and femur, consistent with metastases.",
    "Management consists of rest, splinting, and analgesia, with surgery for fracture or infection.",
    "He was treated for pneumonia, sepsis, and renal failure in another hospital.",
    "The disease is divided into acute, subacute, and chronic forms.",
    "The examination was positive in the skull, the ribs and the sternum.",
    "The study may be abnormal in the femur, tibia, and fibula.",
    "Most patients recover with rest, fluids, and analgesia.",
    "Most lesions are found in the liver, spleen and kidneys.",
    "The diagnosis of appendicitis rests on CT, ultrasound, and MRI.",
    "The diagnosis was confirmed by biopsy, culture, and serology.",
    "Clinical features: see above, below, and the full history.",
    "A mass (3 cm, lobulated, and enhancing) may be seen in the pancreas.",
    "Our center prefers CT - fast, cheap, and available.",
    "The gland can be enlarged, nodular or atrophic, and is sometimes painful.",
    "The patient has diabetes. Hypertension, gout and obesity are her other problems.",
    "It is important to remember that the dose, the timing, and the position are recorded.",
    "Indications for surgery are perforation, bleeding, obstruction, and cancer.",
    "For this study, the choices are sestamibi, tetrofosmin, and thallium.",
    "Several agents (sestamibi, tetrofosmin, thallium) are used to image the heart.",
    "Fractures of the humerus, radius, and ulna were seen, but healed.",
    "If the pain persists, aspirin, heat, and rest should be considered.",
    "The disease is progressive, occurring in men, women, and children alike.",
    "The artery divides into the anterior, posterior, and lateral branches.",
    "Edema - 2 plus, bilateral, pitting, and painless.",
    "Fever: 39 C, with chills, cough and myalgia for two days.",
    "Headache - frontal, throbbing, with nausea, vomiting, and photophobia.",
    "Prognostic factors will be discussed by Drs. Adams, Baker, and Clark.",
    "She was known to have hypertension, asthma, and migraine.",
    "The mass was thought most likely to be a sarcoma; lymphoma, metastasis, and abscess were less likely.",
    "The tumor is seen in the femur, the tibia and the humerus.",
    "The disease occurs in children, young adults and athletes.",
    "Complications include fracture, sarcoma and heart failure.",
    "Treatment is with aspirin, prednisone and beta blockers.",
    "Causes of a cold nodule include cyst and adenoma.",
    "Type 2 is the younger form, occurs in women, goes with colitis, and has normal titers.",
    "The rim sign is seen in about one third of patients, and raises the likelihood of gangrene or perforation.",
    "This patient's fever was due to pneumonia, cystitis and phlebitis.",
    "The causes of this disease are unknown, debated and probably many.",
    "Signs of rejection are subtle, late and nonspecific.",
    "It is a disease of the skin, the joints and the bowel.",
    "The scan is positive in tumor, negative in scar, and equivocal in the first weeks.",
    "Findings in this patient are a mass, a thick wall and free fluid.",
    "Pregnancy, the puerperium and oral contraceptives account for most cases.",
    "The kidney is too hot, too cold, or in the wrong place.",
    "The lesion can be seen on radiographs, on CT and on MRI.",
    "Fever, pain and a raised white count may be absent.",
    "We saw a mass, a node and an effusion, and all three can be seen on the film.",
    "The patient may be treated with surgery, radiation or both.",
    "Common sites are the knee, the wrist and the shoulder.",
    "The differential includes abscess, hematoma and seroma.",
    "Tc99m sulfur colloid: liver, spleen and marrow.",
    "Tuberculosis: cavity, effusion, adenopathy.",
    "Uptake is normally seen in the salivary glands, stomach, bladder and thyroid.",
    "Diagnosis requires two of three: fever, rash, arthritis.",
    "Type A is seen in infants, type B in adults, and type C in the aged.",
    "The sarcoma was found in the wall, metastases in the lung, and clot in the cava.",
    "False results come from a gland that is small, deep or cystic and from a thyroid that is nodular.",
    "Gas can be seen in the wall, and the fat is dirty, as it was last week.",
    'The old teaching of the "three Cs" of a dense metacarpal does not help.',
    "The patient was sent home on aspirin, a statin, and a beta blocker.",
    "We gave furosemide at 20 minutes, voided the patient, and repeated the images.",
    "Options are watchful waiting, embolization, and partial nephrectomy.",
    "The tumor drains to nodes along the aorta, the iliac vessels, and the groin.",
    "Sestamibi, tetrofosmin and thallium are all taken up by living myocardium.",
    "The disease was described by Albers-Schonberg, reviewed by Fairbank, and given its gene by Cleiren.",
    "Radiographs, CT, and MRI can all show the fracture line.",
    "He had chickenpox, measles, and mumps as a child.",
    "The disease passes through edema, necrosis, repair, and remodeling.",
    "Surgery, radiotherapy and hormones can all bring relief.",
    "It affects the skull, the ribs, the pelvis, and the spine in that order.",
    "Untreated, the stone leads to pyonephrosis, sepsis, and loss of the kidney.",
    "The film showed a fracture, a dislocation, and a foreign body, all caused by the fall.",
    "The scan is done at 5 minutes, at 1 hour, and at 4 hours.",
    "Women, smokers, and the obese run a higher risk.",
    "Popcorn calcification: hamartoma, of course.",
    "False aneurysms of the heart, true aneurysms, and diverticula differ in their necks.",
    "The patient denied fever, cough, and weight loss.",
    "The gland is supplied by the superior, middle, and inferior arteries.",
    "Patients should avoid caffeine, theophylline, and dipyridamole before the test.",
    "The study is done with adenosine, regadenoson, or dobutamine.",
    "Smith, Jones, and Brown have shown that the sign is unreliable.",
    "Follow-up may consist of CT, MRI, or PET.",
    "Death is due to sepsis, bleeding, or liver failure.",
    "In this child the pain was explained by the fracture, the hematoma, and the cast.",
    "Metastases go to lung, liver, bone, and brain.",
    "The cyst may rupture, bleed, or become infected.",
    "Long-standing disease can lead to cirrhosis, varices, and hepatoma.",
    "The images are acquired in the anterior, posterior, and both oblique projections.",
    "Steroids, methotrexate, and azathioprine are used in turn.",
    "Half of the cases are sporadic, a third familial, and the rest unexplained.",
    "The lesion has a thick wall, a fluid level, and septa.",
    "Arthritis, uveitis, and urethritis were present in our patient.",
    "The marrow is replaced by fat, fibrous tissue, and blood.",
    "Biopsy showed giant cells, foam cells, and hemosiderin.",
    "Chronic subdural fluid is prone to arise in alcoholics.",
    "The disease is rarely seen in Finland, Norway, or Iceland.",
    "We compared CT, MRI, and scintigraphy.",
    "Lasix, fluids, and a catheter are needed for the study.",
    "The nidus may be found in the femur, tibia, or spine.",
    "Recovery takes weeks, months, or years.",
    "The tumor may extend into the bladder, rectum, or pelvic wall.",
    "Radiation, cisplatin, and surgery can control the tumor.",
    "The child had been seen in the emergency room for croup, otitis, and bronchiolitis.",
    "Pain, swelling, and fever brought him back.",
    "The condition may wax, wane or vanish before surgery, tumors and infection above all.",
    "Portal flow reverses, the spleen grows, and varices follow.",
    "The capsule has two coats: a fibrous outer, a fatty middle and a serous inner.",
    "The protein is secreted by the gut and either binds, folds, or breaks down with time.",
    "Arterial inflow drops, the cortex blanches, and acute necrosis ensues.",
    "The kidney is made up of three portions: the cortex, medulla, and pelvis.",
    "The hormone can precede, accompany, or trail the fever.",
    "The nerve has four segments: the cisternal, cavernous, orbital and terminal.",
    "The tumor is fed by the splenic artery and either bleeds, scars or shrinks.",
    "The heart enlarges, the lungs fill, and the ankles swell.",
    "Treatment of this disease is by surgery in half, by drugs in a third, and rarely by radiation.",
    "The nodule was caused by scar in our patient, by cancer in her sister, and by fat in her aunt.",
    "The tracer washes out, the kidney shrinks, and hypertension follows.",
    "The gland has four lobes: the anterior, posterior, lateral and middle.",
    "The virus may infect, transform or kill a lymphocyte, epithelium and stroma alike.",
    "The antibody is produced by plasma cells and either binds, clears or spares the antigen.",
    "He has three problems: hypertension, diabetes, and gout.",
    "The lesion is bright (T2 weighted images, STIR, and diffusion).",
    "Old scans were reviewed (chest CT, abdominal CT and MRI).",
    "The patient is stable (blood pressure, pulse, hemorrhage).",
    "The reaction may precede, accompany or follow a malignancy, testicular tumors and lymphoma above all.",
    "Old clots shrink. Sinusoidal pressure rises, the liver swells, and high protein ascites follows.",
]


@pytest.mark.parametrize("sentence", NONE)
def test_what_is_no_gamut(sentence: str) -> None:
    assert _read(sentence) == []


@pytest.mark.parametrize(
    "unit",
    [
        "a, ",
        "causes of ",
        "A can be seen in B ",
        "A can be seen in B. ",
        "rule of ",
        "(",
        "causes of a: ",
        "a",
        "A, b and c are ",
        "less often ",
        "If a is b, ",
    ],
)  # fmt: skip
def test_no_text_takes_long(unit: str) -> None:
    started = time.monotonic()
    gamuts(unit * (64_000 // len(unit)))
    gamuts("Causes of x include " + unit * (64_000 // len(unit)))
    gamuts((unit + "\n\n") * (64_000 // len(unit)))
    assert time.monotonic() - started < 10
