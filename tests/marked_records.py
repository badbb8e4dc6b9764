"""Invented records whose every personal value is a mark, in each form that records come in: what must go nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

DAY = date(2024, 3, 12)
BORN = date(2009, 2, 17)
WORKERS = ("Quillfeather, Marisol", "Ozymandias Brontë", "Tolliver-Nightjar")
TEAMS = ("Zephyr Team", "Obsidian Team")
TEAM_MARKS = ("zephyr", "obsidian")
"""Names of teams may be told where somebody asks for figures by team."""
MARKS = (
    "mkd77", "quillfeather", "ozymandias", "tolliver", "2009-02-17", "17/02/2009", "17 feb", "zz9 9qq", "zz99qq",
    "8675309", "d051910639385", "swe-mark", "marksborough", "whenever-mark", "code-mark",
)  # fmt: skip
"""In small letters: ids, names of workers, the day everybody here was born, a postcode, a URN, a UPN, an authority of
placement, and what was written into cells that nobody can read."""

Rows = list[list[object]]
PERSON = ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"]
DISABILITY = "Does the Child have a Disability"


def child(number: int) -> str:
    return f"MKD77{number:03}"


def person(number: int) -> list[object]:
    return [child(number), "a) Male" if number % 2 else "b) Female", "a) WBRI", BORN, 15]


def held_by(number: int) -> list[object]:
    """Enough workers in each team that it may be told from others."""
    return [TEAMS[number % 2], f"{WORKERS[number % 3]} {number % 14}" if number % 5 else ""]


def days(number: int) -> date:
    return DAY - timedelta(days=20 + 3 * number)


def lists(many: int = 40) -> dict[str, Rows]:
    """Four lists of Annex A, with cells in them that nobody can read."""
    numbers = range(many)
    assessments: Rows = [
        [*PERSON, DISABILITY, "Continuous Assessment Start Date", "Child Seen During Continuous Assessment",
         "Continuous Assessment Date of Authorisation",
         "Was the child assessed as requiring LA children’s social care support", "Allocated Team", "Allocated Worker"],
        *([*person(n), "b) No", days(n), "a) Yes", days(n) + timedelta(days=40) if n % 3 else None, "a) Yes",
           *held_by(n)] for n in numbers),
    ]  # fmt: skip
    in_need: Rows = [
        [*PERSON, DISABILITY, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
         "Reason for Closure", "Case status", "Allocated Team", "Allocated Worker"],
        *([*person(n), "b) No", days(n), "a) N1", days(n) + timedelta(days=9), None, None, "c) Child in need plan",
           *held_by(n)] for n in numbers),
    ]  # fmt: skip
    plans: Rows = [
        [*PERSON, DISABILITY, "Child Protection Plan Start Date", "Initial Category of Abuse",
         "Latest Category of Abuse", "Date of the Last Statutory Visit", "Was the Child Seen Alone?",
         "Date of latest review conference", "Child Protection Plan End Date",
         "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
         "Number of Previous Child Protection Plans", "Allocated Team", "Allocated Worker"],
        *([*person(n), "b) No", days(n), "a) Neglect", "a) Neglect", days(n) + timedelta(days=12), "a) Yes",
           None, None, "b) No", 0, *held_by(n)] for n in numbers),
    ]  # fmt: skip
    care: Rows = [
        ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)",
         "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)", DISABILITY,
         "Date Started to be Looked After", "Child's Legal Status", "Date of Latest Statutory Review",
         "Date of Last Social Work Visit", "Date of Last Health Assessment", "Date of Last Dental Check",
         "Number of Placements in the Last 12 months", "Date Ceased to be Looked After", "Placement postcode",
         "URN of Placement", "LA of Placement", "Allocated Team", "Allocated Worker"],
        *([*person(n), "b) No", "b) No", days(n) - timedelta(days=300), "C2", days(n), days(n), days(n), days(n),
           1 + n % 4, None, "ZZ9 9QQ", "8675309", "Marksborough", *held_by(n)] for n in numbers),
    ]  # fmt: skip
    assessments[3][8] = "whenever-mark"
    assessments[4][7] = "code-mark MKD77"
    in_need[5][8] = "Quillfeather saw whenever-mark"
    plans[6][6] = date(204, 1, 1).isoformat() + " whenever-mark"
    care[7][13] = "MKD77 code-mark"
    return {"List 4": assessments, "List 6": in_need, "List 7": plans, "List 8": care}


def workbook(path: Path, sheets: dict[str, Rows]) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for across, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(at, across, cell)
                    elif cell is not None:
                        sheet.write(at, across, cell)
    return path


CHILD = """
    <Child>
      <ChildIdentifiers>
        <LAchildID>{id}</LAchildID><UPN>D051910639385</UPN>
        <PersonBirthDate>{born}</PersonBirthDate><GenderCurrent>1</GenderCurrent>
      </ChildIdentifiers>
      <ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
      <CINdetails>
        <CINreferralDate>{referred}</CINreferralDate><ReferralSource>1A</ReferralSource>
        <PrimaryNeedCode>{need}</PrimaryNeedCode><ReferralNFA>0</ReferralNFA>
        <Assessments>
          <AssessmentActualStartDate>{referred}</AssessmentActualStartDate>
          <AssessmentAuthorisationDate>{ended}</AssessmentAuthorisationDate>
        </Assessments>
        <Section47>
          <S47ActualStartDate>{referred}</S47ActualStartDate><ICPCnotRequired>true</ICPCnotRequired>
        </Section47>
      </CINdetails>
    </Child>"""


def census(many: int = 40, cut: int = 0) -> str:
    """The census of children in need; `cut` leaves so many characters of its end out."""
    children = []
    for n in range(many):
        referred = date(2023, 5, 1) + timedelta(days=5 * n)
        ended: object = referred + timedelta(days=30 + n)
        children.append(
            CHILD.format(
                id=child(n),
                born=BORN,
                referred=referred,
                need="code-mark" if n == 3 else "N1",
                ended="whenever-mark" if n == 4 else ended,
            )
        )
    head = (
        "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>"
        "<ReferenceDate>2024-03-31</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
        "<LEA>878</LEA></Source></Header><Children>"
    )
    text = f'<?xml version="1.0" encoding="utf-8"?>\n{head}{"".join(children)}</Children></Message>'
    return text[: len(text) - cut]


WORKER = (
    "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SWE-MARK{n}</SWENo><FTE>1</FTE>"
    "<PersonBirthDate>2009-02-17</PersonBirthDate><GenderCurrent>2</GenderCurrent><OrgRole>5</OrgRole>"
    "<RoleStartDate>2020-01-0{d}</RoleStartDate><FTE30>1</FTE30><Cases30>{cases}</Cases30>"
    "<WorkingDaysLost>2</WorkingDaysLost><Absat30Sept>0</Absat30Sept></CSWWWorker>"
)


def workforce() -> str:
    workers = "".join(WORKER.format(n=n, d=1 + n % 9, cases=10 + n) for n in range(24))
    return (
        "<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2023</Year>"
        "<ReferenceDate>2023-09-30</ReferenceDate></CollectionDetails><Source><SourceLevel>L</SourceLevel>"
        "<LEA>878</LEA></Source></Header><LALevelVacancies><NumberOfVacancies>9.5</NumberOfVacancies>"
        "<NoAgencyFTE>12</NoAgencyFTE><NoAgencyHeadcount>13</NoAgencyHeadcount></LALevelVacancies>"
        f"{workers}</Message>"
    )


def csv(path: Path, rows: Iterable[Sequence[object]]) -> None:
    def cell(value: object) -> str:
        text = value.strftime("%d/%m/%Y") if isinstance(value, date) else "" if value is None else str(value)
        return f'"{text}"' if "," in text else text

    path.write_text("".join(f"{','.join(map(cell, row))}\n" for row in rows), encoding="utf-8")


def care_return(home: Path, many: int = 40) -> Path:
    """The return of children looked after, as the folder of CSV files it is made in."""
    home.mkdir(parents=True)
    numbers = range(many)
    header = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
    csv(home / "header.csv", [header, *([child(n), 1, BORN, "WBRI", "D051910639385", "", ""] for n in numbers)])
    columns = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
               "HOME_POST", "PL_POST", "URN"]  # fmt: skip
    episodes: Rows = [
        [child(n), date(2023, 5, 1) + timedelta(days=n), "S", "C2", "N1", "U1", "PR1", None, "", "", "ZZ9 9QQ",
         "ZZ9 9QQ", "8675309"] for n in numbers
    ]  # fmt: skip
    episodes[2][1] = "whenever-mark"
    episodes[3][5] = "code-mark"
    csv(home / "episodes.csv", [columns, *episodes])
    reviews: Rows = [[child(n), BORN, date(2023, 6, 1), "PN1"] for n in numbers]
    csv(home / "reviews.csv", [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], *reviews])
    return home
