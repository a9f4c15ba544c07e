"""Laboratory values as histories state them: invented lines, each with all values that stand in it."""

from __future__ import annotations

from timeit import repeat

import pytest

from tfcards.sources.document.parts import parse_history
from tfcards.sources.document.sections import Line, Section
from tfcards.sources.prose.labs import find_labs, line_lab

Row = tuple[str, float, str, str, float | None, float | None]


def plain(name: str, value: float, unit: str = "") -> Row:
    return (name, value, "", unit, None, None)


def within(name: str, value: float, unit: str, low: float | None, high: float | None) -> Row:
    return (name, value, "", unit, low, high)


def rows(text: str) -> list[Row]:
    return [(lab.name, lab.value, lab.qualifier, lab.unit, lab.low, lab.high) for lab in find_labs(text)]


FOUND: dict[str, list[Row]] = {
    # without a range
    "He was on warfarin (INR 2.6) when he fell.": [plain("INR", 2.6)],
    "She is afebrile, with an ESR 38 and a glucose 97 mg/dL.": [plain("ESR", 38), plain("glucose", 97, "mg/dL")],
    "Admission labs: Hct 27%, Plt 88, Cr 1.9.": [plain("Hct", 27, "%"), plain("Plt", 88), plain("Cr", 1.9)],
    "Her haemoglobin fell from 12.1 to 8.4 g/dL overnight.": [plain("haemoglobin", 8.4, "g/dL")],
    "Creatinine 1.2 -> 3.4 mg/dL (0.6-1.2).": [within("Creatinine", 3.4, "mg/dL", 0.6, 1.2)],
    "A WBC of 14 and a CRP of 22 were noted.": [plain("WBC", 14), plain("CRP", 22)],
    "TSH was undetectable at <0.01.": [("TSH", 0.01, "<", "", None, None)],
    "A stool calprotectin was greater than 1,800 µg/g.": [("stool calprotectin", 1800, ">", "µg/g", None, None)],
    "Hemoglobin A1c was 11.4%.": [plain("Hemoglobin A1c", 11.4, "%")],
    "The lactate on arrival was 6.2.": [plain("lactate on arrival", 6.2)],
    "Troponin on arrival was 0.8 ng/mL.": [plain("Troponin on arrival", 0.8, "ng/mL")],
    "Labs were notable for a bicarbonate of 12 mEq/L.": [plain("bicarbonate", 12, "mEq/L")],
    "CA 19-9 of 812 U/mL; CEA 4": [plain("CA 19-9", 812, "U/mL"), plain("CEA", 4)],
    "Vitamin B12 was 98 pg/mL and 25-OH vitamin D 9 ng/mL.": [
        plain("Vitamin B12", 98, "pg/mL"),
        plain("25-OH vitamin D", 9, "ng/mL"),
    ],
    "eGFR 34 mL/min/1.73 m2 on admission": [plain("eGFR", 34, "mL/min/1.73 m2")],
    "serum osmolality was 262 mOsm/kg, urine sodium 48 mEq/L": [
        plain("serum osmolality", 262, "mOsm/kg"),
        plain("urine sodium", 48, "mEq/L"),
    ],
    # several on a line
    "Na 134, K 2.9, Cl 84, HCO3 36 mmol/L.": [
        plain("Na", 134, "mmol/L"),
        plain("K", 2.9, "mmol/L"),
        plain("Cl", 84, "mmol/L"),
        plain("HCO3", 36, "mmol/L"),
    ],
    "INR 1.4, AST 88, ALT 112 U/L": [plain("INR", 1.4), plain("AST", 88, "U/L"), plain("ALT", 112, "U/L")],
    "Bili 7.8 (direct 0.4) mg/dL": [plain("Bili", 7.8, "mg/dL"), plain("direct", 0.4, "mg/dL")],
    "AST/ALT 288/312 U/L, amylase and lipase were 40 and 55 U/L.": [
        plain("AST", 288, "U/L"),
        plain("ALT", 312, "U/L"),
        plain("amylase", 40, "U/L"),
        plain("lipase", 55, "U/L"),
    ],
    "Hgb 8.9 / WBC 12.4 / plt 90": [plain("Hgb", 8.9), plain("WBC", 12.4), plain("plt", 90)],
    "BUN 31 mg/dL H / creatinine 1.6 mg/dL H / albumin 2.6 g/dL L": [
        plain("BUN", 31, "mg/dL"),
        plain("creatinine", 1.6, "mg/dL"),
        plain("albumin", 2.6, "g/dL"),
    ],
    # ranges, with brackets and without
    "Creatinine was 1.9, nl 0.6-1.4.": [within("Creatinine", 1.9, "", 0.6, 1.4)],
    "White count 15.1 K/cumm, normal 4.0-11.0, with a left shift": [
        within("White count", 15.1, "K/cumm", 4.0, 11.0)
    ],
    "CRP 61 mg/L ref <5": [within("CRP", 61, "mg/L", None, 5)],
    "ACE 81 U/L [10-40]": [within("ACE", 81, "U/L", 10, 40)],
    "Hgb 8.9 (L; 12.0-16.0) and ferritin 5 ng/mL (L, 15-150)": [
        within("Hgb", 8.9, "", 12.0, 16.0),
        within("ferritin", 5, "ng/mL", 15, 150),
    ],
    "Alkaline phosphatase 612 IU/L (upper limit of normal 130)": [
        within("Alkaline phosphatase", 612, "IU/L", None, 130)
    ],
    "Calcium (8.5-10.5 mg/dL) was 12.4 mg/dL.": [within("Calcium", 12.4, "mg/dL", 8.5, 10.5)],
    "Prolactin 212 ng/mL (reference range: 4.8 - 23.3 ng/mL, not pregnant)": [
        within("Prolactin", 212, "ng/mL", 4.8, 23.3)
    ],
    "Cortisol at midnight 14 µg/dL (normal is less than 5)": [
        within("Cortisol at midnight", 14, "µg/dL", None, 5)
    ],
    "Anti-xyzase titre 44 U/mL (0 - 20)": [within("Anti-xyzase titre", 44, "U/mL", 0, 20)],
    # flags
    "K 2.9* mmol/L, Na 128 L, glucose ↑ 312 mg/dL": [
        plain("K", 2.9, "mmol/L"),
        plain("Na", 128),
        plain("glucose", 312, "mg/dL"),
    ],
    "Protein S 38 % L (60-130)": [within("Protein S", 38, "%", 60, 130)],
    # units
    "WBC 14,200 /uL, platelets 5.2 x10^9/L": [plain("WBC", 14200, "/uL"), plain("platelets", 5.2, "x10^9/L")],
    "WBC 11.2 × 10⁹/L and neutrophils 9.1 10^3/uL": [
        plain("WBC", 11.2, "× 10⁹/L"),
        plain("neutrophils", 9.1, "10^3/uL"),
    ],
    "pH 7.21, pCO2 28 mm Hg, pO2 61 mm Hg": [
        plain("pH", 7.21),
        plain("pCO2", 28, "mm Hg"),
        plain("pO2", 61, "mm Hg"),
    ],
    "24 h urine protein 6.1 g/24 h; 24-hour urine calcium 410 mg (100-300)": [
        plain("24 h urine protein", 6.1, "g/24 h"),
        within("24-hour urine calcium", 410, "mg", 100, 300),
    ],
    "On day 2: creatinine 141 µmol/L, urea 18,4 mmol/L": [
        plain("creatinine", 141, "µmol/L"),
        plain("urea", 18.4, "mmol/L"),
    ],
    "Drain fluid amylase = 12,400 U/L": [plain("Drain fluid amylase", 12400, "U/L")],
    "WBC 14.2K, hemoglobin 9.9 gm/dl": [plain("WBC", 14.2, "K"), plain("hemoglobin", 9.9, "gm/dl")],
    "ESR - 77 mm in the first hour": [plain("ESR", 77, "mm in the first hour")],
    "Sed rate: 102 mm/hour; uric acid – 9.1": [plain("Sed rate", 102, "mm/hour"), plain("uric acid", 9.1)],
    "PT 18.2 sec (11-13.5), aPTT 44 s": [within("PT", 18.2, "sec", 11, 13.5), plain("aPTT", 44, "s")],
    "Ferritin 1,460 ng per mL, transferrin saturation 81%": [
        plain("Ferritin", 1460, "ng per mL"),
        plain("transferrin saturation", 81, "%"),
    ],
    "MCV 68 fL, MCHC 29 g/dL": [plain("MCV", 68, "fL"), plain("MCHC", 29, "g/dL")],
    # again, of the same test
    "Hemoglobin was 6.4 g/dl at first and 9.8 g/dl after a transfusion.": [
        plain("Hemoglobin", 6.4, "g/dl"),
        plain("Hemoglobin", 9.8, "g/dl"),
    ],
    "In the unit the white count, normal on admission, climbed to 21.4 K/cumm.": [
        plain("white count", 21.4, "K/cumm")
    ],
    "Calcium, ionized: 1.52 mmol/L (1.12 - 1.32)": [within("Calcium, ionized", 1.52, "mmol/L", 1.12, 1.32)],
    "The vancomycin trough came back at 31 mcg/mL.": [plain("vancomycin trough", 31, "mcg/mL")],
    "TSH is suppressed (<0.005 mIU/L), calcitonin (1,200 pg/mL; normal <10), white count (18) raised.": [
        ("TSH", 0.005, "<", "mIU/L", None, None),
        within("calcitonin", 1200, "pg/mL", None, 10),
        plain("white count", 18),
    ],
    "Ferritin was 3 480 µg/L, calcium 10.9, 11.2 and 11.5 mg/dL.": [
        plain("Ferritin", 3480, "µg/L"),
        plain("calcium", 11.5, "mg/dL"),
    ],
    "Creatinine has risen from a baseline of 1.0 to 3.2 mg/dL; Hgb 9.1→6.8; urea to 18 mmol/L from 7 mmol/L.": [
        plain("Creatinine", 3.2, "mg/dL"),
        plain("Hgb", 6.8),
        plain("urea", 18, "mmol/L"),
    ],
    "CSF showed 210 white cells/µL; hypercalcemia of 14.5 mg/dL.": [
        plain("white cells", 210, "/µL"),
        plain("hypercalcemia", 14.5, "mg/dL"),
    ],
    "24 hour urine: calcium 412 mg/24 h; white-cell count, 14,500 per cubic millimeter.": [
        plain("calcium", 412, "mg/24 h"),
        plain("white-cell count", 14500, "per cubic millimeter"),
    ],
    "Urinalysis with >50 WBC/hpf": [("WBC", 50, ">", "/hpf", None, None)],
}


@pytest.mark.parametrize(("text", "wanted"), FOUND.items(), ids=FOUND.keys())
def test_values_in_prose(text: str, wanted: list[Row]) -> None:
    assert rows(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "A 58 year old woman, G2P2, BMI 34, weight 72 kg, height 1.63 m.",
        "BP 204/112, HR 118, RR 22, T 38.4 C, SpO2 88% on room air.",
        "Pulse 112 (60-100) and a temperature of 39.1 (36.5-37.5).",
        "Blood pressure 150/90 mm Hg; opening pressure 34 cm H2O.",
        "She was given 20 mCi of Tc-99m MDP, 5 mg of morphine, and calcium 500 mg daily.",
        "Potassium chloride 40 mEq and magnesium 2 g were infused.",
        "Vitamin D 50,000 IU weekly, iron 325 mg, and insulin 10 units.",
        "A nodule of 2.3 x 1.9 cm with an SUV max 6.2 (liver 2.1).",
        "The ejection fraction was 35% (55-70%).",
        "Iodine-131 uptake at 24 hours was 62 % (10-30).",
        "Wedge pressure 28 mm Hg (6-12), cardiac index 1.9 L/min/m2.",
        "Creatinine 3 days ago was normal, glucose 2 hours later too.",
        "Hemoglobin stable for 12 hours; no WBC 2 weeks ago.",
        "Platelets 6 units were transfused, and albumin 25% was given.",
        "PSA 3/2004 normal, TSH 12/11/2001 pending.",
        "ANA 1:640, rheumatoid factor 1:80.",
        "Target INR 2-3 on warfarin.",
        "Urine protein 2+, glucose 3+, ketones 1+.",
        "FEV1 61 % of predicted (80-120), FVC 2.4 L (3.1-4.2).",
        "Fracture of C3 4 mm anterior, T4 5 mm posterior.",
        "pH <4 for 12% of the time on esophageal probe.",
        "ALT 3x the upper limit; AST 5 times normal.",
        "Urine output 10 mL/h, drain output 400 mL/24 h.",
        "Levothyroxine 100 mcg/day and prednisone 40 mg/day since 2014.",
        "Iohexol 350 mg/mL, 100 mL at 3 mL/s.",
        "See section 4.1 (2-5) and case 12 (3-4).",
        "Resistive index 0.82 (0.5-0.7), velocity 210 cm/s (<125).",
        "Gallbladder ejection fraction 18 % (normal >35 %).",
        "MMSE score 18 (0-30), Gleason 7, ASA 2, NIHSS 14.",
        "P 88, T 37.9, R 18 on arrival; K 1 ward.",
        "Dextrose 5% at 125 ml/h, heparin 1000 U/h.",
        "Two units of red cells 3 days apart; 40 pack years; 3 of 5 cultures grew E. coli.",
        "Vitamin B12 and T4 were normal; CA 19-9 pending.",
        "CT at L3-4 showed a 12 mm node, density 34 HU (0-20).",
        "Dose 7.4 MBq/kg; 370 MBq 18F; 50 Gy in 25 fractions.",
        "Bone age 4 years, DXA T-score -2.1, z score -1.8 (-2 to 2).",
        "NAA/Cr reduced to 1.1, CEA 70% stenosis, ACE 10 mg, platelets 2 pools, CBD 11 mm (<6), PRBC 4 units.",
        "Ki-67 40%, ER 90%, HER2 3+, Agatston calcium score 1,200; images 12 (2-3).",
        "HRT for four years, PT 3 times a week, PSA 2010 normal.",
    ],
)
def test_what_is_no_laboratory_value(text: str) -> None:
    assert rows(text) == []


UNSEEN: dict[str, list[Row]] = {
    # written before the rules that read them
    "His ferritin came in at 1,912 µg/L (lab range 30 to 400), with the transferrin saturation at 74 %.": [
        within("ferritin", 1912, "µg/L", 30, 400),
        plain("transferrin saturation", 74, "%"),
    ],
    "LABS - wbc 17.3k, hb 10.2, plts 511k, crp 188.": [
        plain("wbc", 17.3, "k"),
        plain("hb", 10.2),
        plain("plts", 511, "k"),
        plain("crp", 188),
    ],
    "Lumbar puncture: 340 cells/µL (88% neutrophils), protein "
    "1.4 g/L, glucose 1.1 mmol/L against 6.0 mmol/L in blood.": [
        plain("cells", 340, "/µL"),
        plain("neutrophils", 88, "%"),
        plain("protein", 1.4, "g/L"),
        plain("glucose", 1.1, "mmol/L"),
        plain("glucose", 6, "mmol/L"),
    ],
    "Knee aspirate: 62,000 white cells per mm3, glucose 31 mg/dL.": [
        plain("white cells", 62000, "per mm3"),
        plain("glucose", 31, "mg/dL"),
    ],
    "Kreatinin 178 µmol/l, Harnstoff 19,2 mmol/l.": [
        plain("Kreatinin", 178, "µmol/l"),
        plain("Harnstoff", 19.2, "mmol/l"),
    ],
    "The 24-hour urinary free cortisol was three times "
    "normal at 412 nmol/24h (upper limit of our laboratory 140).": [
        within("24-hour urinary free cortisol", 412, "nmol/24h", None, 140)
    ],
    "Pleural fluid: LDH 1,240 IU/L, pH 7.02, glucose < 20 mg/dL, ADA 71 U/L (cutoff 40).": [
        plain("LDH", 1240, "IU/L"),
        plain("pH", 7.02),
        ("glucose", 20, "<", "mg/dL", None, None),
        within("ADA", 71, "U/L", None, 40),
    ],
    "Sweat chloride 92 and 97 mmol/L on two occasions.": [plain("Sweat chloride", 97, "mmol/L")],
    "ABG (room air): pH 7.31, PaCO2 61, PaO2 49, HCO3 30.": [
        plain("pH", 7.31),
        plain("PaCO2", 61),
        plain("PaO2", 49),
        plain("HCO3", 30),
    ],
    "Chromogranin A stood at 640 ng/mL where anything above 95 is abnormal; 24 h 5-HIAA was 38 mg.": [
        within("Chromogranin A", 640, "ng/mL", None, 95),
        plain("24 h 5-HIAA", 38, "mg"),
    ],
    "Her TSH is 0.03, fT4 41 pmol/l (10-22), fT3 14.2 pmol/l (3.5-6.5), TRAb 11 IU/l (should be less than 1.8).": [
        plain("TSH", 0.03),
        within("fT4", 41, "pmol/l", 10, 22),
        within("fT3", 14.2, "pmol/l", 3.5, 6.5),
        within("TRAb", 11, "IU/l", None, 1.8),
    ],
    "ANA positive at 1:640, anti-dsDNA 212 IU/mL.": [plain("anti-dsDNA", 212, "IU/mL")],
    "The level of tacrolimus was 14.8 ng/mL, well over the 5-10 we aim for.": [plain("tacrolimus", 14.8, "ng/mL")],
    "Digoxin 3.1 nmol/L (therapeutic 0.6 - 1.5).": [within("Digoxin", 3.1, "nmol/L", 0.6, 1.5)],
    "aPTT ratio 1.9, fibrinogen 0.8 g/l, D-dimers in excess of 20,000 ng/mL FEU.": [
        plain("aPTT ratio", 1.9),
        plain("fibrinogen", 0.8, "g/l"),
        ("D-dimers", 20000, ">", "ng/mL FEU", None, None),
    ],
    "LDL cholesterol of 312 mg/dL, HDL 38, triglycerides 1,760.": [
        plain("LDL cholesterol", 312, "mg/dL"),
        plain("HDL", 38),
        plain("triglycerides", 1760),
    ],
    "Aldosterone/renin ratio 88 (normal up to 25), aldosterone 41 ng/dl, renin <0.2 ng/ml/h.": [
        within("Aldosterone/renin ratio", 88, "", None, 25),
        plain("aldosterone", 41, "ng/dl"),
        ("renin", 0.2, "<", "ng/ml/h", None, None),
    ],
    "Plasma free normetanephrine 9.1 nmol/L (N < 0.9), metanephrine 0.2 nmol/L (N < 0.5)": [
        within("Plasma free normetanephrine", 9.1, "nmol/L", None, 0.9),
        within("metanephrine", 0.2, "nmol/L", None, 0.5),
    ],
    "An alpha-fetoprotein exceeding 12,000 IU/mL, hCG 2.": [
        ("alpha-fetoprotein", 12000, ">", "IU/mL", None, None),
        plain("hCG", 2),
    ],
    "PSA doubled in 5 months, from 2.1 to 4.4 ng/mL.": [plain("PSA", 4.4, "ng/mL")],
    "The drain put out milky fluid with triglycerides of 1,340 "
    "mg/dL; drain creatinine equalled serum creatinine (0.9).": [
        plain("triglycerides", 1340, "mg/dL"),
        plain("serum creatinine", 0.9),
    ],
    "SAAG 0.7 g/dL, ascitic fluid albumin 2.9 g/dL, ascitic cells 480/mm3 (70% lymphocytes).": [
        plain("SAAG", 0.7, "g/dL"),
        plain("ascitic fluid albumin", 2.9, "g/dL"),
        plain("ascitic cells", 480, "/mm3"),
        plain("lymphocytes", 70, "%"),
    ],
    "Anti-CCP > 340 U/ml, RF 128 IU/ml, HLA-B27 negative.": [
        ("Anti-CCP", 340, ">", "U/ml", None, None),
        plain("RF", 128, "IU/ml"),
    ],
    "Ca 3.21 mmol/l (2.15-2.55), PO4 0.6, iPTH 48 pmol/L (ref. 1.6-6.9), 25OHD 31 nmol/L.": [
        within("Ca", 3.21, "mmol/l", 2.15, 2.55),
        plain("PO4", 0.6),
        within("iPTH", 48, "pmol/L", 1.6, 6.9),
        plain("25OHD", 31, "nmol/L"),
    ],
    "The child's VMA/creatinine ratio was 61 mg/g (below 9 at this age), her LDH 2,100.": [
        within("VMA/creatinine ratio", 61, "mg/g", None, 9),
        plain("LDH", 2100),
    ],
    "CK 18,400, myoglobin over 10,000 ng/mL, K+ 6.8!": [
        plain("CK", 18400),
        ("myoglobin", 10000, ">", "ng/mL", None, None),
        plain("K+", 6.8),
    ],
    "NT-proBNP 8,740 pg/mL; high-sensitivity troponin T 112 -> 96 ng/L.": [
        plain("NT-proBNP", 8740, "pg/mL"),
        plain("high-sensitivity troponin T", 96, "ng/L"),
    ],
    "Serum IgG4 4.12 g/l, more than three times the upper limit of 1.35 g/l.": [plain("Serum IgG4", 4.12, "g/l")],
    "M-protein 38 g/L, free kappa 1,210 mg/L, free lambda 4 mg/L, ratio 302.": [
        plain("M-protein", 38, "g/L"),
        plain("free kappa", 1210, "mg/L"),
        plain("free lambda", 4, "mg/L"),
    ],
    "Ammonia 188 micromol/L (11 through 32), lactate 5.1 millimol/L.": [
        within("Ammonia", 188, "micromol/L", 11, 32),
        plain("lactate", 5.1, "millimol/L"),
    ],
    "The hemoglobin was down to 5.9 grams per deciliter and the reticulocytes were 14 percent.": [
        plain("hemoglobin", 5.9, "grams per deciliter"),
        plain("reticulocytes", 14, "percent"),
    ],
    "Lithium 2.4 mEq/L on admission; 1.1 mEq/L after dialysis.": [
        plain("Lithium", 2.4, "mEq/L"),
        plain("Lithium", 1.1, "mEq/L"),
    ],
    "Alk phos was 4x normal at 520, GGT 610, total/direct bilirubin 8.8/7.1 mg/dL.": [
        plain("Alk phos", 520),
        plain("GGT", 610),
        plain("total", 8.8, "mg/dL"),
        plain("direct bilirubin", 7.1, "mg/dL"),
    ],
    "T. bili 3.3, D. bili 2.6, ALP 410, AST 61, ALT 77.": [
        plain("T. bili", 3.3),
        plain("D. bili", 2.6),
        plain("ALP", 410),
        plain("AST", 61),
        plain("ALT", 77),
    ],
    "HbA1c 97 mmol/mol (11.0 %).": [plain("HbA1c", 97, "mmol/mol")],
    "Quantiferon positive; CD4 41 cells/mm3, HIV viral load 212,000 copies/mL.": [
        plain("CD4", 41, "cells/mm3"),
        plain("HIV viral load", 212000, "copies/mL"),
    ],
    "Gastrin 1,940 pg/ml off PPI (fasting; normal <100).": [within("Gastrin", 1940, "pg/ml", None, 100)],
    "At presentation Hb was 62 g/L with an MCV of 58, and ferritin was unmeasurable (<3 µg/L).": [
        plain("Hb", 62, "g/L"),
        plain("MCV", 58),
        ("ferritin", 3, "<", "µg/L", None, None),
    ],
    "Beta-2 microglobulin 7.9 mg/L [0.8 to 2.4]; LDH 488 U/L [<250]": [
        within("Beta-2 microglobulin", 7.9, "mg/L", 0.8, 2.4),
        within("LDH", 488, "U/L", None, 250),
    ],
    "Copper in the 24 h urine: 4.1 µmol (0.2-0.9). Ceruloplasmin 0.06 g/L.": [
        within("Copper in the 24 h urine", 4.1, "µmol", 0.2, 0.9),
        plain("Ceruloplasmin", 0.06, "g/L"),
    ],
    "Fecal calprotectin 2110 micrograms per gram, albumin twenty-two.": [
        plain("Fecal calprotectin", 2110, "micrograms per gram")
    ],
    "Oxalate excretion 1.1 mmol per 24 hours (reference: below 0.5 mmol).": [
        within("Oxalate excretion", 1.1, "mmol per 24 hours", None, 0.5)
    ],
    "Blood cultures negative x 3, procalcitonin 0.08, uric acid 11.2 mg%.": [
        plain("procalcitonin", 0.08),
        plain("uric acid", 11.2, "mg%"),
    ],
    "Uric acid crystals were seen; joint WBC 28 000/mm³.": [plain("joint WBC", 28000, "/mm³")],
    "Urine: Na 9, osm 610, spot protein/creatinine 3.8 g/g.": [
        plain("Na", 9),
        plain("osm", 610),
        plain("spot protein/creatinine", 3.8, "g/g"),
    ],
    "IGF-1 was elevated for age and sex at 812 ng/mL (101-267).": [within("IGF-1", 812, "ng/mL", 101, 267)],
    "Testosterone 0.4 nmol/l, LH 0.2 U/l, FSH 0.6 U/l, prolactin 84 000 mU/l (<400).": [
        plain("Testosterone", 0.4, "nmol/l"),
        plain("LH", 0.2, "U/l"),
        plain("FSH", 0.6, "U/l"),
        within("prolactin", 84000, "mU/l", None, 400),
    ],
    "Thyroglobulin stimulated 41 µg/L, anti-Tg <20 kIU/L.": [
        plain("Thyroglobulin stimulated", 41, "µg/L"),
        ("anti-Tg", 20, "<", "kIU/L", None, None),
    ],
    "ACE level was 112 U/L (8-52 U/L), soluble IL-2R 2,900 U/mL (normally under 710).": [
        within("ACE level", 112, "U/L", 8, 52),
        within("soluble IL-2R", 2900, "U/mL", None, 710),
    ],
    "Cr 88 umol/L (nl for her 60), eGFR>60.": [plain("Cr", 88, "umol/L"), ("eGFR", 60, ">", "", None, None)],
    "INR > 9, PT off the scale, factor VIII 2% of normal.": [
        ("INR", 9, ">", "", None, None),
        plain("factor VIII", 2, "%"),
    ],
    "Base excess -12, lactate 9.": [plain("Base excess", -12), plain("lactate", 9)],
    "Serum Mg 0.31 mmol/L (0.70-1.05), K 2.6 mmol/L (3.5 - 5.1).": [
        within("Serum Mg", 0.31, "mmol/L", 0.7, 1.05),
        within("K", 2.6, "mmol/L", 3.5, 5.1),
    ],
    "GFR by iohexol clearance 31 mL/min/1.73m2; cystatin C 2.2 mg/L.": [
        plain("GFR by iohexol clearance", 31, "mL/min/1.73m2"),
        plain("cystatin C", 2.2, "mg/L"),
    ],
    "Inhibin B 1,820 pg/mL with an AMH of 64 ng/mL, CA-125 normal at 18.": [
        plain("Inhibin B", 1820, "pg/mL"),
        plain("AMH", 64, "ng/mL"),
        plain("CA-125", 18),
    ],
    "Acetylcholine receptor antibodies 14.2 nmol/L (positive if >0.5).": [
        within("Acetylcholine receptor antibodies", 14.2, "nmol/L", None, 0.5)
    ],
    "In the hospital abroad the hemoglobin had been 7.1 g/dl, here it is 10.4 g/dl.": [
        plain("hemoglobin", 7.1, "g/dl"),
        plain("hemoglobin", 10.4, "g/dl"),
    ],
    "Lab: Leuko 15,4 Gpt/l; CRP 88,1 mg/l (bis 5); Krea 141 µmol/l; Quick 48 %.": [
        plain("Leuko", 15.4, "Gpt/l"),
        within("CRP", 88.1, "mg/l", None, 5),
        plain("Krea", 141, "µmol/l"),
        plain("Quick", 48, "%"),
    ],
    "VBG 7.21/58/19, lactate 7.7, gluc 41.": [plain("lactate", 7.7), plain("gluc", 41)],
    "Her CA-125 has tripled since spring and is 318 U/mL (normal, <35).": [
        within("CA-125", 318, "U/mL", None, 35)
    ],
    "Total protein 9.9 g/dL with albumin of only 2.2; IgG 6,480 mg/dL (700-1600), IgA 21, IgM 14.": [
        plain("Total protein", 9.9, "g/dL"),
        plain("albumin", 2.2),
        within("IgG", 6480, "mg/dL", 700, 1600),
        plain("IgA", 21),
        plain("IgM", 14),
    ],
    "Serology: anti-TPO antibodies 1,100 IU/mL (reference, below 34 IU/mL); thyroglobulin 212.": [
        within("anti-TPO antibodies", 1100, "IU/mL", None, 34),
        plain("thyroglobulin", 212),
    ],
    "Urine metanephrines were 2,400 mcg/24 hrs (up to 400), VMA 19 mg/d (< 7).": [
        within("Urine metanephrines", 2400, "mcg/24 hrs", None, 400),
        within("VMA", 19, "mg/d", None, 7),
    ],
    "Creat. 6.6, K 7.1, bicarb. 9, phos. 8.8.": [
        plain("Creat", 6.6),
        plain("K", 7.1),
        plain("bicarb", 9),
        plain("phos", 8.8),
    ],
    "AM cortisol of 1.9 ug/dL rose to 3.2 ug/dL one hour after cosyntropin; ACTH 612.": [
        plain("cortisol", 1.9, "ug/dL"),
        plain("cortisol", 3.2, "ug/dL"),
        plain("ACTH", 612),
    ],
    "Synovial fluid from the shoulder held 41,000 leukocytes/µL and glucose of 22 mg/dL.": [
        plain("leukocytes", 41000, "/µL"),
        plain("glucose", 22, "mg/dL"),
    ],
    "Hematocrit 21 (was 34 a week ago), platelets 9000, fibrin split products >40.": [
        plain("Hematocrit", 21),
        plain("platelets", 9000),
        ("fibrin split products", 40, ">", "", None, None),
    ],
    "White cells 3.1 (neutrophils 0.4), Hb 71, platelets 18 × 10^9/L.": [
        plain("White cells", 3.1),
        plain("neutrophils", 0.4),
        plain("Hb", 71),
        plain("platelets", 18, "× 10^9/L"),
    ],
    "LFTs: AST 1,204, ALT 2,310, ALP 188, bilirubin 88 µmol/L, INR 3.4.": [
        plain("AST", 1204),
        plain("ALT", 2310),
        plain("ALP", 188),
        plain("bilirubin", 88, "µmol/L"),
        plain("INR", 3.4),
    ],
    "Tg <0.1 ng/mL off hormone with TSH 88; anti-Tg antibodies 310 IU/mL.": [
        ("Tg", 0.1, "<", "ng/mL", None, None),
        plain("TSH", 88),
        plain("anti-Tg antibodies", 310, "IU/mL"),
    ],
    "PTH = 1,310 pg/mL (ref.: 15–65), alk phos = 880 U/L (ref.: 40–130)": [
        within("PTH", 1310, "pg/mL", 15, 65),
        within("alk phos", 880, "U/L", 40, 130),
    ],
    "Porphobilinogen 31 mg/24h (0-2); lead 61 ug/dL, free erythrocyte protoporphyrin 210.": [
        within("Porphobilinogen", 31, "mg/24h", 0, 2),
        plain("lead", 61, "ug/dL"),
        plain("protoporphyrin", 210),
    ],
    "He has a ferritin well above 2,000 ng/mL and a transferrin saturation above 90%.": [
        ("ferritin", 2000, ">", "ng/mL", None, None),
        ("transferrin saturation", 90, ">", "%", None, None),
    ],
    "Anti-GBM antibody 188 U (negative <20), creatinine 7.4.": [
        within("Anti-GBM antibody", 188, "U", None, 20),
        plain("creatinine", 7.4),
    ],
    "Glucose, random 612; osm 338; beta-hydroxybutyrate 0.4 mmol/L.": [
        plain("Glucose, random", 612),
        plain("osm", 338),
        plain("beta-hydroxybutyrate", 0.4, "mmol/L"),
    ],
    "Phenytoin level 31 mg/L, albumin 19 g/L.": [
        plain("Phenytoin level", 31, "mg/L"),
        plain("albumin", 19, "g/L"),
    ],
    "Total cholesterol 8.9 mmol/L, of which LDL 6.8; Lp(a) 210 nmol/L.": [
        plain("Total cholesterol", 8.9, "mmol/L"),
        plain("LDL", 6.8),
        plain("Lp(a)", 210, "nmol/L"),
    ],
    "BNP measured 1,830 pg/mL on the day of the scan, troponin I peaked at 41.2 ng/mL.": [
        plain("BNP", 1830, "pg/mL"),
        plain("troponin I", 41.2, "ng/mL"),
    ],
    "Parathyroid hormone related peptide 14.1 pmol/L (undetectable in health).": [
        plain("Parathyroid hormone related peptide", 14.1, "pmol/L")
    ],
    "Hgb SS disease; Hgb 6.8, retic 18%, LDH 1,011.": [
        plain("Hgb", 6.8),
        plain("retic", 18, "%"),
        plain("LDH", 1011),
    ],
    "Galactomannan index 4.1, (1→3)-β-D-glucan >500 pg/mL.": [
        plain("Galactomannan index", 4.1),
        ("β-D-glucan", 500, ">", "pg/mL", None, None),
    ],
    "57M, DM, on HD. K 5.9, Ca 10.6, PTH 1840 (nl 12-72), alk phos 611 H.": [
        plain("K", 5.9),
        plain("Ca", 10.6),
        within("PTH", 1840, "", 12, 72),
        plain("alk phos", 611),
    ],
    "On examination pulse 96/min, BP 178/104; haemoglobin "
    "11.1 g/dl, ESR 64 mm/hr, urea 9.1 mmol/l (2.5 to 7.5).": [
        plain("haemoglobin", 11.1, "g/dl"),
        plain("ESR", 64, "mm/hr"),
        within("urea", 9.1, "mmol/l", 2.5, 7.5),
    ],
    "Biochemistry: corrected calcium 2.94 mmol/L [2.20-2.60], "
    "phosphate 0.61 mmol/L [0.80-1.50], 24 h urinary calcium 9.8 mmol [<7.5].": [
        within("corrected calcium", 2.94, "mmol/L", 2.2, 2.6),
        within("phosphate", 0.61, "mmol/L", 0.8, 1.5),
        within("24 h urinary calcium", 9.8, "mmol", None, 7.5),
    ],
    "The only abnormal test was a serum ACE of 96 units/L, with 8 to 52 regarded as normal.": [
        within("serum ACE", 96, "units/L", 8, 52)
    ],
    "Total T3 was 312 ng/dL and the free T4 index 19.": [
        plain("Total T3", 312, "ng/dL"),
        plain("free T4 index", 19),
    ],
    "Her carcinoembryonic antigen, normal for four years, "
    "had risen to 18.2 ng/mL (normal up to 5.0 in nonsmokers).": [
        within("carcinoembryonic antigen", 18.2, "ng/mL", None, 5)
    ],
    "Plasma renin activity 14 ng/mL/hr (0.5 - 3.3), K 2.8, no medication.": [
        within("Plasma renin activity", 14, "ng/mL/hr", 0.5, 3.3),
        plain("K", 2.8),
    ],
    "Serum ferritin: 4 ug/L; Hb: 7.8; MCV: 61; Tissue transglutaminase: >200 U/mL (<7)": [
        plain("Serum ferritin", 4, "ug/L"),
        plain("Hb", 7.8),
        plain("MCV", 61),
        ("Tissue transglutaminase", 200, ">", "U/mL", None, 7),
    ],
    "Labs at OSH: tropI 12.4, CKMB 88, BNP 2200.": [plain("tropI", 12.4), plain("CKMB", 88), plain("BNP", 2200)],
    "C-reactive protein was normal (3 mg/L) and so was the ESR (11 mm/h).": [
        plain("C-reactive protein", 3, "mg/L"),
        plain("ESR", 11, "mm/h"),
    ],
    "Bilirubin peaked at 21 mg/dL on day 9, direct fraction 14 "
    "mg/dL; GGT 880 IU/L; alpha-1 antitrypsin 142 mg/dL (90-200), PiMM.": [
        plain("Bilirubin", 21, "mg/dL"),
        plain("direct fraction", 14, "mg/dL"),
        plain("GGT", 880, "IU/L"),
        within("alpha-1 antitrypsin", 142, "mg/dL", 90, 200),
    ],
    "PSA 0.4 ng/ml in 2012, 1.9 ng/ml in 2014, and 7.7 ng/ml now.": [
        plain("PSA", 0.4, "ng/ml"),
        plain("PSA", 1.9, "ng/ml"),
        plain("PSA", 7.7, "ng/ml"),
    ],
    "With a creatinine clearance of only 22 ml/min gadolinium was withheld.": [
        plain("creatinine clearance", 22, "ml/min")
    ],
    "Platelets, 41,000; PT, 19 seconds; fibrinogen, 91 mg per deciliter.": [
        plain("Platelets", 41000),
        plain("PT", 19, "seconds"),
        plain("fibrinogen", 91, "mg per deciliter"),
    ],
    "The white count is 22.4 thousand with 14% bands.": [
        plain("white count", 22.4, "thousand"),
        plain("bands", 14, "%"),
    ],
    "Arterial blood gas: pO2 58 mmHg (80-100), pCO2 27 mmHg (35-45), A-a gradient 51.": [
        within("pO2", 58, "mmHg", 80, 100),
        within("pCO2", 27, "mmHg", 35, 45),
        plain("A-a gradient", 51),
    ],
    "D-dimer 4.8 mg/L FEU (positive above 0.5).": [within("D-dimer", 4.8, "mg/L FEU", None, 0.5)],
    "D-dimer positive at 1,850 (cutoff 500 ng/mL).": [within("D-dimer", 1850, "ng/mL", None, 500)],
    "No fever. WBC 9.2, CRP 4, uric acid 5.1 mg/dl (ref 3.5-7.2); RF and anti-CCP negative.": [
        plain("WBC", 9.2),
        plain("CRP", 4),
        within("uric acid", 5.1, "mg/dl", 3.5, 7.2),
    ],
    "Gravida 4, hCG 88,000 mIU/ml at what should be 10 weeks.": [plain("hCG", 88000, "mIU/ml")],
    "Thyroid: TSH 112 mU/L (0.27-4.2), free T4 3.1 pmol/L (12-22); cord TSH was > 200.": [
        within("TSH", 112, "mU/L", 0.27, 4.2),
        within("free T4", 3.1, "pmol/L", 12, 22),
        ("cord TSH", 200, ">", "", None, None),
    ],
    "Calcitonin 3,410 pg/mL (women <5), CEA 88.": [within("Calcitonin", 3410, "pg/mL", None, 5), plain("CEA", 88)],
    "Stools: fat 31 g/24 h (normal <7 g), elastase 22 µg/g.": [
        within("fat", 31, "g/24 h", None, 7),
        plain("elastase", 22, "µg/g"),
    ],
    "Ethanol level 212 mg/dL, lactate 2.1, CK 31,000 U/L.": [
        plain("Ethanol level", 212, "mg/dL"),
        plain("lactate", 2.1),
        plain("CK", 31000, "U/L"),
    ],
    "Hemoglobin 17.9 g/dL, hematocrit 56, EPO 2 mIU/mL (4-26), JAK2 positive.": [
        plain("Hemoglobin", 17.9, "g/dL"),
        plain("hematocrit", 56),
        within("EPO", 2, "mIU/mL", 4, 26),
    ],
    "A 72 hour fast was stopped at 19 hours: glucose 38 mg/dL, "
    "insulin 21 uU/mL, C-peptide 4.1 ng/mL, sulfonylurea screen negative.": [
        plain("glucose", 38, "mg/dL"),
        plain("insulin", 21, "uU/mL"),
        plain("C-peptide", 4.1, "ng/mL"),
    ],
    "Blood pressure 210/130 and urinary normetanephrine 4,100 µg/24 h (88 – 444).": [
        within("urinary normetanephrine", 4100, "µg/24 h", 88, 444)
    ],
    "Tracer: 14.8 MBq per kg FDG; blood glucose 104 mg/dL before injection.": [
        plain("blood glucose", 104, "mg/dL")
    ],
}


@pytest.mark.parametrize(("text", "wanted"), UNSEEN.items(), ids=UNSEEN.keys())
def test_values_in_other_hands(text: str, wanted: list[Row]) -> None:
    assert rows(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "ABG on 2 L: 7.49 / 29 / 58.",
        "Serum calcium has been between 11.2 and 11.9 mg/dL for years.",
        "She received 185 MBq of I-123 and 30 minutes later 20 mg of furosemide; 4-hour uptake 9% (normal 5-15%).",
        "Tc-99m sestamibi 28 mCi was injected at peak stress; double product 24,600.",
        "Vitals: T 101.2, P 118, R 24, BP 92/50, sats 91% on 4 L.",
        "A 4.2 x 3.1 x 2.8 cm mass of 38 HU before and 91 HU after contrast, washout 62%.",
        "Differential renal function: left 38 % (normal 45-55), right 62 %.",
        "Gastric emptying: 71 % retained at 2 h (normal <60), 22 % at 4 h (<10).",
        "Gallbladder ejection fraction 12% (normal over 38%) after CCK 1.2 micrograms.",
        "LVEF 28% by MUGA, down from 54% in March 2003.",
        "Born at 29 weeks, 1,140 g, Apgars 3 and 6.",
        "Weight 88 kg, glucose tolerance test on 4 May, hemoglobin electrophoresis in 2009.",
        "Call the lab at 555-0142 for the potassium; MRN 482-11-903.",
        "Potassium 20 mEq/L in 0.9% saline at 75 mL/h.",
        "Heparin 5,000 units, then warfarin 5 mg; INR goal 2.5-3.5.",
        "Thyroid uptake 58% at 24 h (10-30%), gland 60 g, dose 12 mCi.",
        "Bone density T-score -3.1, FRAX 22%.",
        "SUVmax 14.2 (liver 2.4), Deauville 5, Ki-67 80%.",
        "Calcium channel blocker 5 mg, iron sucrose 200 mg, zinc 50 mg twice daily.",
        "WBC scan with 500 µCi of In-111 oxine leukocytes; imaged at 24 h.",
        "Sodium iodide I-131 100 mCi was given after TSH stimulation with 0.9 mg thyrotropin alfa.",
        "PSA 3 months ago normal, Gleason 4+3, PI-RADS 5.",
        "Pulmonary artery pressure 62/28 mmHg (mean 41), PVR 6 Wood units, pCO2 sensor failed.",
        "Right kidney 8.1 cm, left 11.4 cm; renal artery 280 cm/s (normal under 180), RI 0.61.",
        "Albumin 5% 250 mL was infused, then 2 units of platelets and 4 g of magnesium.",
        "Tc-99m albumin aggregates 4 mCi, 300,000 particles.",
        "CSF leak study: 500 uCi In-111 DTPA, pledgets to be counted at 6 and 24 h; ratio 1.1 (normal <1.5).",
        "Cr-51 EDTA; Ga-67 citrate 6 mCi; Fe-59; Na I-131.",
        "Chest tube put out 900 mL in 2 hours; urine 15 mL/h.",
        "The spleen is 19 cm; platelets since 2011 followed at another clinic.",
        "Urine dipstick: protein 3+, blood 2+, pH 6.",
        "Karnofsky 70, Child-Pugh B8, MELD 17, CHADS 3.",
        "Fibrinogen uptake test 1978, hemoglobin A1c not done, ESR not done since 3/98.",
        "MIBG 10 mCi. Ejection time 300 ms, H/M ratio 1.4 (normal > 1.8), washout 41 % (normal < 27 %).",
        "Effective renal plasma flow 210 mL/min (normal 450-650); tubular extraction 88.",
        "Split function 61/39; T1/2 22 min on the left (normal < 10 min), 4 min on the right.",
        "Height 4 ft 11, BMI 41 kg/m2; HDL never measured.",
        "20 mCi Tc-99m MDP, images at 3 h; flow 1 frame per 2 s.",
        "3 of 4 nodes positive, ER 8/8, HER2 1+; nuclear grade 2, margin 4 mm (needed >2 mm).",
        "Total lung capacity 3.9 L (4.8-6.6), DLCO 41 % (75-125), pO2 not done.",
    ],
)
def test_what_is_none_in_other_hands(text: str) -> None:
    assert rows(text) == []


FROM_PAGES: dict[str, list[Row]] = {
    "the sedimentation rate was in excess of 90 mm/h": [("sedimentation rate", 90, ">", "mm/h", None, None)],
    "Urine HVA was 61 mg/g creatinine with normal being <14.": [
        within("Urine HVA", 61, "mg/g creatinine", None, 14)
    ],
    "intact PTH 180 pg/ml where the laboratory allows 12 to 60; urea was 3.0 and 25-OH vitamin D 14 ng/ml": [
        within("intact PTH", 180, "pg/ml", 12, 60),
        plain("urea", 3),
        plain("25-OH vitamin D", 14, "ng/ml"),
    ],
    "The D-dimer was 1.1 ug/ml against an upper limit of 0.4.": [within("D-dimer", 1.1, "ug/ml", None, 0.4)],
    "Hematocrit fell from 41% to 29% in a day.": [plain("Hematocrit", 41, "%"), plain("Hematocrit", 29, "%")],
    "His albumin was 2.8 (normal in our lab 3.4-4.9 g/dl).": [within("albumin", 2.8, "g/dl", 3.4, 4.9)],
    "CA 125 77 kU/L (normally up to 30)": [within("CA 125", 77, "kU/L", None, 30)],
    "sedimentation 44 mm in first hour (until 15)": [within("sedimentation", 44, "mm in first hour", None, 15)],
}


@pytest.mark.parametrize(("text", "wanted"), FROM_PAGES.items(), ids=FROM_PAGES.keys())
def test_ranges_and_bounds_in_words(text: str, wanted: list[Row]) -> None:
    assert rows(text) == wanted


LINES: dict[str, Row] = {
    "Glucose 486 mg/dl 70 - 110": within("Glucose", 486, "mg/dl", 70, 110),
    "Na | 128 | mmol/L | 135-145 | L": within("Na", 128, "mmol/L", 135, 145),
    "ESR 34 mm/h H (0-15)": within("ESR", 34, "mm/h", 0, 15),
    "Lipase.......... 31 IU/L (0 - 60)": within("Lipase", 31, "IU/L", 0, 60),
    "Tacrolimus trough: 9.4 ng/mL (goal 8-12)": within("Tacrolimus trough", 9.4, "ng/mL", 8, 12),
    "INR = 1.0": plain("INR", 1.0),
    "C-reactive protein >300 mg/l <5": ("C-reactive protein", 300, ">", "mg/l", None, 5),
    "PaO2 (on air): 7.4 kPa (11.0 - 13.5)": within("PaO2 (on air)", 7.4, "kPa", 11.0, 13.5),
    "WBC (K/uL): 14.2 (H)": plain("WBC", 14.2, "K/uL"),
    "Beta-hCG: 186,000 mIU/mL": plain("Beta-hCG", 186000, "mIU/mL"),
    "Bilirubin, total\t2.9\tmg/dl\t0.3 - 1.1\tH": within("Bilirubin, total", 2.9, "mg/dl", 0.3, 1.1),
    "1,25-dihydroxy vitamin D 88 pg/mL (18-72)": within("1,25-dihydroxy vitamin D", 88, "pg/mL", 18, 72),
}


@pytest.mark.parametrize(("line", "wanted"), LINES.items(), ids=LINES.keys())
def test_a_line_of_its_own(line: str, wanted: Row) -> None:
    lab = line_lab(line)
    assert lab is not None
    assert (lab.name, lab.value, lab.qualifier, lab.unit, lab.low, lab.high) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "Age 58",
        "CBD 11 mm (<6)",
        "Images 12 (2-3)",
        "LVEDP 22 mm Hg (<12)",
        "The creatinine was 1.4 mg/dL and the patient went home",
        "Heart rate: 112 (60-100)",
        "UA - casts",
    ],
)
def test_a_line_that_is_no_value(line: str) -> None:
    assert line_lab(line) is None


def history(*blocks: list[str]) -> Section:
    return Section("full_history", 1, [[Line(2, text) for text in block] for block in blocks])


def test_a_table_whose_cells_are_paragraphs_leaves_the_history() -> None:
    cells = ["Test", "Result", "Reference range", "Glucose", "486 mg/dl", "70 - 110", "CRP", ">300 mg/l", "<5"]
    read = parse_history(history(["He was drowsy."], *([cell] for cell in cells), ["A catheter was placed."]))
    assert [(lab.name, lab.value, lab.high) for lab in read.labs] == [("Glucose", 486, 110), ("CRP", 300, 5)]
    assert read.text == "He was drowsy.\n\nA catheter was placed."


def test_cells_of_value_unit_and_range() -> None:
    cells = ["Analyte", "Value", "Units", "Flag", "Sodium", "128", "mmol/L", "L", "Potassium", "4.1", "mmol/L"]
    read = parse_history(history(*([cell] for cell in cells)))
    assert [(lab.name, lab.value, lab.unit) for lab in read.labs] == [
        ("Sodium", 128, "mmol/L"),
        ("Potassium", 4.1, "mmol/L"),
    ]


def test_a_value_that_is_broken_over_two_lines_stays_in_the_text() -> None:
    read = parse_history(history(["Creatinine 1.4", "mg/dl (nl 0.6 - 1.2), which nobody noticed."]))
    assert [(lab.value, lab.unit, lab.high) for lab in read.labs] == [(1.4, "mg/dl", 1.2)]
    assert "nobody noticed" in read.text
    assert "Creatinine" in read.text


PIECES = (
    *(
        "12.3 (",
        "a ",
        "1",
        "TSH 1.2 (nl ",
        "1,234,",
        "((",
        "5 x10^",
        "from 1 to ",
        "CA 19-9 ",
        "the was of ",
        "1.2 -",
    ),
    *("serum ", ", ionized", "WBC ", "\t| ", "x 10 ", "12 mg/", "AST/ALT 1/", "Bili 7 (direct 4", ". . ", "1 2 "),
    *("normal our the lab ", "12 mg/dL normal ", "4x normal ", "TSH 1 mU/L off (", "between 1 and ", "BE -1 "),
    *("88% lymphocytes ", "Creat. ", "Hb from 9% to 8% ", "dipstick K 4, ", "limit of 5 ", "a/b K/Na 1/2 "),
    *("Hb 9 g/dL and 8 g/dL ", "TSH (<5 mU/L) ", "9.5 mg/dL ", "from the ", "TSH (", "5-", "24 h "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        return min(repeat(lambda: (find_labs(text), line_lab(text)), number=1, repeat=3))

    seconds(1 << 12)
    assert seconds(1 << 16) < max(0.25, 40 * seconds(1 << 13))
