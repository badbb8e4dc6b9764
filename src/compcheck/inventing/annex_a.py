"""Annex A as Ofsted's template asks for it: eleven lists, their headings, and how each code is written there.

Source: Ofsted, Annex A, August 2019, sheets List_1 to List_11 and Codes_used.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from compcheck.inventing.lists import COLUMNS, Cell, Row


class AnnexList(NamedTuple):
    """`headings` stand in the order of the table's columns, of which the list may lack the last."""

    number: int
    title: str
    table: str
    headings: tuple[str, ...]


_PERSON = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)")
_DISABLED = "Does the Child have a Disability"
_HELD = ("Allocated Team", "Allocated Worker")
LISTS = (
    AnnexList(1, "Contacts", "contacts", (
        *_PERSON, "Date of Contact", "Contact Source",
    )),
    AnnexList(2, "Early Help", "early_help", (
        *_PERSON, "Assessment start date", "Assessment completion date", "Organisation completing assessment",
    )),
    AnnexList(3, "Referrals", "referrals", (
        *_PERSON, "Date of referral", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months",
        *_HELD,
    )),
    AnnexList(4, "Assessments", "assessments", (
        *_PERSON, _DISABLED, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children’s social care support", *_HELD,
    )),
    AnnexList(5, "Section 47 enquiries and Initial Child Protection Conferences", "section_47", (
        *_PERSON, _DISABLED, "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months", "Number of ICPCs in the last 12 months", *_HELD,
    )),
    AnnexList(6, "Children in Need", "children_in_need", (
        *_PERSON, _DISABLED, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
        "Reason for Closure", "Case status", *_HELD,
    )),
    AnnexList(7, "Child protection", "child_protection", (
        *_PERSON, _DISABLED, "Child Protection Plan Start Date", "Initial Category of Abuse",
        "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
        "Date of latest review conference", "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans", *_HELD,
    )),
    AnnexList(8, "Children in care", "looked_after", (
        *_PERSON, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", _DISABLED,
        "Date Started to be Looked After", "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Start date of current legal status", "Child's Legal Status", "Date of Latest Statutory Review",
        "Date of Last Social Work Visit", "What is the permanence plan for this child?",
        "Date of Last IRO Visit / Contact to the Child", "Date of Last Health Assessment",
        "Date of Last Dental Check", "Number of Placements in the Last 12 months", "Date Ceased to be Looked After",
        "Reason Ceased to be Looked After", "Start Date of Most Recent Placement", "Placement Type",
        "Placement Provider", "Placement postcode", "URN of Placement", "Placement Location", "LA of Placement",
        "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months",
        "Number of Episodes the Child has been ‘Absent’ from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?", *_HELD,
    )),
    AnnexList(9, "Care leavers", "care_leavers", (
        *_PERSON, _DISABLED, *_HELD, "Eligibility Category", "LA In Touch", "Type of Accommodation",
        "Suitability of Accommodation", "Activity Status",
    )),
    AnnexList(10, "Adoption", "adoptions", (
        "Child Unique ID", "Family identifier", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
        _DISABLED, "Date the Child Entered Care", "Date of Decision that Child Should be Placed for Adoption",
        "Date of Placement Order", "Date of Matching Child and Prospective Adopters", "Date Placed for Adoption",
        "Date of Adoption Order", "Date of Decision that Child Should No Longer be Placed for Adoption",
        "Reason Why Child No Longer Placed for Adoption",
        "Date the child was placed for fostering in FFA or concurrent planning placement",
    )),
    AnnexList(11, "Adopters", "adopters", (
        "Individual adopter identifier", "Family identifier", "Gender", "Ethnicity", "Disability",
        "Is the (prospective) adopter fostering for adoption?", "Date enquiry received", "Date Stage 1 started",
        "Date Stage 1 ended", "Date Stage 2 started", "Date Stage 2 ended", "Date application submitted",
        "Date application approved", "Date adopter matched with child(ren)",
        "Date child/children placed with adopter(s)", "No. of children placed", "Date of Adoption Order",
        "Date of leaving adoption process", "Reason for leaving adoption process",
    )),
)  # fmt: skip
_ETHNICITIES = {
    "WBRI": "a) WBRI", "WIRI": "b) WIRI", "WIRT": "c) WIRT", "WOTH": "d) WOTH", "WROM": "e) WROM", "MWBC": "f) MWBC",
    "MWBA": "g) MWBA", "MWAS": "h) MWAS", "MOTH": "i) MOTH", "AIND": "j) AIND", "APKN": "k) APKN", "ABAN": "l) ABAN",
    "AOTH": "m) AOTH", "BCRB": "n) BCRB", "BAFR": "o) BAFR", "BOTH": "p) BOTH", "CHNE": "q) CHNE", "OOTH": "r) OOTH",
    "REFU": "s) REFU", "NOBT": "s) NOBT",
}  # fmt: skip
_SOURCES = {
    "1A": "a) 1A: Individual", "1B": "b) 1B: Individual", "1C": "c) 1C: Individual", "1D": "d) 1D: Individual",
    "2A": "e) 2A: Schools", "2B": "f) 2B: Education services", "3A": "g) 3A: Health services",
    "3B": "h) 3B: Health services", "3C": "i) 3C: Health services", "3D": "j) 3D: Health services",
    "3E": "k) 3E: Health services", "3F": "l) 3F: Health services", "4": "m) 4: Housing", "5A": "n) 5A: LA services",
    "5B": "o) 5B: LA services", "5C": "p) 5C: LA services", "6": "q) 6: Police", "7": "r) 7: Other legal agency",
    "8": "s) 8: Other", "9": "t) 9: Anonymous", "10": "u) 10: Unknown",
}  # fmt: skip
_NEEDS = {
    "N1": "N1 - Abuse or neglect", "N2": "N2 - Child’s disability", "N3": "N3 - Parental disability or illness",
    "N4": "N4 - Family in acute stress", "N5": "N5 - Family dysfunction",
    "N6": "N6 - Socially unacceptable behaviour", "N7": "N7 - Low income", "N8": "N8 - Absent parenting",
    "N9": "N9 - Cases other than children in need", "N0": "N0 - Not stated",
}  # fmt: skip
_CLOSURES = {
    "RC1": "RC1 - Adopted", "RC2": "RC2 - Died", "RC3": "RC3 - Child arrangements order",
    "RC4": "RC4 - Special guardianship order", "RC5": "RC5 - Transferred to services of another local authority",
    "RC6": "RC6 - Transferred to adult social care services",
    "RC7": "RC7 - Services ceased for any other reason, including child no longer in need",
    "RC8": "RC8 - Case closed after assessment, no further action",
    "RC9": "RC9 - Case closed after assessment, referred to early help",
}  # fmt: skip
_STATUSES = {
    "looked_after": "a) Looked after child", "protection_plan": "b) Child Protection plan",
    "in_need_plan": "c) Child in need plan", "open_assessment": "d) Open assessment", "closed": "e) Closed episode",
}  # fmt: skip
_CATEGORIES = {
    "NEG": "a) Neglect", "PHY": "b) Physical abuse", "SAB": "c) Sexual abuse", "EMO": "d) Emotional abuse",
    "MUL": "e) Multiple/not recommended",
}  # fmt: skip
_LEGAL = {
    "C1": "C1: ICO", "C2": "C2: FCO", "D1": "D1: Freeing order", "E1": "E1: Placement order",
    "V2": "V2: Single period under S20", "L1": "L1: Police protection LA accommodation", "L2": "L2: EPO",
    "L3": "L3: Child assessment order LA accommodation", "J1": "J1: Remanded to LA or youth detention",
    "J2": "J2: LA accommodation under PACE", "J3": "J3: Youth rehabilitation order",
    "V3": "V3: Short term breaks, episodes recorded", "V4": "V4: Short term breaks, agreements recorded",
}  # fmt: skip
_PERMANENCE = {
    "family": "a) Return to family", "adoption": "b) Adoption", "guardianship": "c) SGO/CAO",
    "independence": "d) Supported living in the community", "residential": "e) Long-term residential placement",
    "fostering": "f) Long-term fostering", "other": "g) other",
}  # fmt: skip
_ENDS = {
    "E11": "a) E11: Adopted - application unopposed", "E12": "b) E12: Adopted - consent dispensed",
    "E2": "c) E2: Died", "E3": "d) E3: Care taken by another LA",
    "E4A": "e) E4A: Returned home to live with parents or relatives - part of planning",
    "E4B": "f) E4B: Returned home to live with parents or relatives - not part of planning",
    "E13": "g) E13: Parents, relatives or other with no parental responsibility",
    "E41": "h) E41: Residence order granted",
    "E45": "i) E45: Special Guardianship Orders - former carer relative/friend",
    "E46": "j) E46: Special Guardianship Orders - former carer other",
    "E47": "k) E47: Special Guardianship Orders - relative/friend",
    "E48": "l) E48: Special Guardianship Orders - other", "E5": "m) E5: Moved into independent living - supported",
    "E6": "n) E6: Moved into independent living - no support",
    "E7": "o) E7: Transferred to residential care funded by adult social services",
    "E9": "p) E9: Sentenced to custody", "E14": "q) E14: Accommodation on remand ended",
    "E15": "r) E15: Age assessment determined child was 18 or over", "E16": "s) E16: Child moved abroad",
    "E8": "t) E8: Care ceased for any other reason", "X1": "u) X1:CodeError",
}  # fmt: skip
_PLACEMENTS = {
    "U1": "a) U1: Foster placement - relatives - long term", "U2": "b) U2: Foster placement - relative - FFA",
    "U3": "c) U3: Foster placement - relative - not FFA", "U4": "d) U4: Foster placement - long term",
    "U5": "e) U5: Foster placement - FFA", "U6": "f) U6: Foster placement - not FFA",
    "A3": "g) A3: Placed for adoption - consent - current foster",
    "A4": "h) A4: Placed for adoption - consent - not foster", "A5": "i) A5: Placed for adoption - order - foster",
    "A6": "j) A6: Placed for adoption - order - not foster", "P1": "k) P1: Placed with parents",
    "P2": "l) P2: Independent living", "P3": "m) P3: Residential employment",
    "H5": "n) H5: Residential accommodation", "K1": "o) K1: Secure Children’s Homes", "K2": "p) K2: Children’s Homes",
    "R1": "q) R1: Residential Care Home", "R2": "r) R2: NHS/Health Trust",
    "R3": "s) R3: Family Centre or Mother and Baby Unit", "R5": "t) R5: Young Offender Institution",
    "S1": "u) S1: Residential school", "Z1": "v) Z1: Other placements", "T0": "w) T0: Temporary placement",
    "T1": "x) T1: Temporary placement - hospital", "T2": "y) T2: Temporary placement - holiday",
    "T3": "z) T3: Temporary placement - carer holiday", "T4": "zz) T4: Temporary placement - seven days or less",
}  # fmt: skip
_PROVIDERS = {
    "PR0": "a) PR0: Parents/Parental responsibility", "PR1": "b) PR1: Own provision",
    "PR2": "c) PR2: Other LA provision", "PR3": "d) PR3: Other public provision", "PR4": "e) PR4: Private provision",
    "PR5": "f) PR5: Voluntary/third sector",
}  # fmt: skip
_ACCOMMODATION = {
    "B": "B: Parents/relatives", "C": "C: Community home / residential care",
    "D": "D: Semi-independent, transitional accommodation and self-contained accommodation",
    "E": "E: Supported lodgings", "G": "G: Abroad", "H": "H: Deported",
    "K": "K: Ordinary lodgings, without formal support", "R": "R: Residence not known",
    "S": "S: No fixed abode / homeless", "T": "T: Foyers and similar supported accommodation",
    "U": "U: Independent living", "V": "V: Emergency accommodation", "W": "W: Bed and breakfast",
    "X": "X: In custody", "Y": "Y: Other accommodation", "Z": "Z: With former foster carers",
}  # fmt: skip
_ACTIVITIES = {
    "F1": "F1: Full time in higher education", "P1": "P1: Part time in higher education",
    "F2": "F2: Full time in education other than higher", "P2": "P2: Part time in education other than higher",
    "F3": "F3: Full time in training or employment", "P3": "P3: Part time in training or employment",
    "G4": "G4: Not in education, employment or training - illness or disability",
    "G5": "G5: Not in education, employment or training - other",
    "G6": "G6: Not in education, employment or training - pregnancy or parenting",
}  # fmt: skip
_REVERSALS = {
    "RD1": "RD1 - The child’s needs changed subsequent to the decision",
    "RD2": "RD2 - The Court did not make a placement order", "RD3": "RD3 - Prospective adopters could not be found",
    "RD4": "RD4 - Any other reason",
}  # fmt: skip
_LEAVING = {
    "1": "1 - Adopter withdrew from process", "2": "2 - Process put on hold", "3": "3 - Application refused",
}  # fmt: skip
_WRITTEN: Mapping[str, Mapping[str, str]] = {
    "sex": {"M": "a) Male", "F": "b) Female", "U": "c) Not stated/recorded"},
    "ethnicity": _ETHNICITIES,
    "contact_source": _SOURCES,
    "referral_source": _SOURCES,
    "need": _NEEDS,
    "closure_reason": _CLOSURES,
    "status": _STATUSES,
    "initial_category": _CATEGORIES,
    "latest_category": _CATEGORIES,
    "legal_status": _LEGAL,
    "permanence_plan": _PERMANENCE,
    "end_reason": _ENDS,
    "placement_type": _PLACEMENTS,
    "placement_provider": _PROVIDERS,
    "placement_location": {"in": "a) In", "out": "b) Out"},
    "eligibility": {"former_relevant": "b) Former relevant child", "qualifying": "c) Qualifying care leaver"},
    "in_touch": {
        "yes": "a) Yes", "no": "b) No", "refused": "d) Refu", "not_required": "e) NREQ", "returned_home": "f) Rhom",
    },
    "accommodation": _ACCOMMODATION,
    "activity": _ACTIVITIES,
    "reversal_reason": _REVERSALS,
    "leaving_reason": _LEAVING,
}  # fmt: skip
_SUITABLE = {True: "a) Suitable", False: "b) Unsuitable"}
_YES_NO = {True: "a) Yes", False: "b) No"}


def written(one: AnnexList, row: Row) -> list[str | int | float | date]:
    """The row as the list has it: codes with their letters, and nothing where there is nothing to say."""
    asked = len(one.headings)
    return [_cell(column, cell) for column, cell in zip(COLUMNS[one.table][:asked], row[:asked], strict=True)]


def _cell(column: str, cell: Cell) -> str | int | float | date:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return (_SUITABLE if column == "suitable" else _YES_NO)[cell]
    if isinstance(cell, str):
        codes = _WRITTEN.get(column)
        return cell if codes is None else codes[cell]
    return cell
