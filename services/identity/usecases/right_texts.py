"""Why a right is there or not, in sentences that an officer understands, Thai and English."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from contracts.vocabulary import Role
from services.identity.domain.granting import Grant
from services.identity.usecases.ports import Rights

Text = tuple[str, str]

PUBLIC: Text = (
    "ทำได้ เพราะเรื่องนี้ไม่ต้องมีบทบาทที่หน่วยงานใด",
    "Yes: this takes no role at any agency.",
)
NOT_FOR_OFFICERS: Text = (
    "ทำไม่ได้ เรื่องนี้เป็นของผู้ดูแลเครื่องแม่ข่ายเท่านั้น",
    "No: this is only for whoever runs the system.",
)
UNKNOWN: Text = (
    "ไม่พบหน่วยงานนี้ หรือหน่วยงานถูกยุบแล้ว กรุณาค้นหาจากชื่อหน่วยงาน",
    "There is no such agency today. Search for it by name.",
)


@dataclass(frozen=True)
class Place:
    """The agency asked about: `path` are the ids from the root down to it; empty for the whole country."""

    path: Sequence[str]
    names: Mapping[str, str]
    rights: Rights

    def name(self, agency_id: str | None) -> Text:
        if agency_id is None:
            return "ทั้งประเทศ", "the whole country"
        name = self.names.get(agency_id, agency_id)
        return name, name

    @property
    def asked(self) -> Text:
        return self.name(self.path[-1] if self.path else None)

    def granted(self, by: Grant) -> Text:
        held, asked = self.held(by), self.asked
        if self.rights.reach_of(Role(by.role)) == "country":
            return (
                f"ทำได้ เพราะท่านเป็น{held[0]} ซึ่งมีสิทธิ์ทั้งประเทศ",
                f"Yes: you are {held[1]}, whose rights reach the whole country.",
            )
        if self.path and by.agency_id == self.path[-1]:
            return f"ทำได้ เพราะท่านเป็น{held[0]}", f"Yes: you are {held[1]}."
        return (
            f"ทำได้ เพราะท่านเป็น{held[0]} ซึ่งอยู่เหนือ{asked[0]}",
            f"Yes: you are {held[1]}, which stands above {asked[1]}.",
        )

    def other_grant(self, acting: Grant | None, by: Grant) -> Text:
        other = self.held(by)
        if acting is None:
            return f"ทำได้เมื่อสลับไปเป็น{other[0]}", f"Yes, once you switch to acting as {other[1]}."
        now = self.held(acting)
        return (
            f"ขณะนี้ท่านปฏิบัติงานเป็น{now[0]} ซึ่งทำเรื่องนี้ไม่ได้ แต่ท่านเป็น{other[0]}ด้วย กรุณาสลับสิทธิ์แล้วลองใหม่",
            f"You are acting as {now[1]}, which does not allow it. You are also {other[1]}: switch, then try again.",
        )

    def out_of_reach(self, held: Collection[Grant], would_do: Sequence[Role]) -> Text:
        grants, asked, who = self._all(held), self.asked, self._who(would_do)
        if not self.path:
            return (
                f"ทำไม่ได้ ท่านเป็น{grants[0]} แต่เรื่องนี้เป็นเรื่องของทั้งประเทศ {who[0]}",
                f"No: you are {grants[1]}, but this concerns the whole country. {who[1]}",
            )
        return (
            f"ทำไม่ได้ ท่านเป็น{grants[0]} แต่{asked[0]}ไม่ได้อยู่ในขอบเขตของท่าน {who[0]}",
            f"No: you are {grants[1]}, but {asked[1]} is not within your reach. {who[1]}",
        )

    def no_role(self, held: Collection[Grant], would_do: Sequence[Role]) -> Text:
        grants, who = self._all(held), self._who(would_do)
        return (
            f"ทำไม่ได้ ท่านเป็น{grants[0]} ซึ่งไม่มีสิทธิ์ทำเรื่องนี้ {who[0]}",
            f"No: you are {grants[1]}, which does not include it. {who[1]}",
        )

    def no_grant(self, would_do: Sequence[Role]) -> Text:
        who = self._who(would_do)
        return (
            f"ทำไม่ได้ ท่านยังไม่มีบทบาทในหน่วยงานใด กรุณาขอรหัส Token จากเจ้าหน้าที่ส่วนกลางต้นสังกัด {who[0]}",
            f"No: you have no role at any agency yet. Ask your central officer for a token. {who[1]}",
        )

    def suspended(self) -> Text:
        return (
            "ทำไม่ได้ เพราะบัญชีของท่านถูกระงับเนื่องจากไม่ได้ใช้งานเป็นเวลานาน กรุณาติดต่อเจ้าหน้าที่ส่วนกลางต้นสังกัดเพื่อเปิดใช้งานอีกครั้ง",
            "No: your account is suspended because nobody used it for a long time. "
            "Ask your central officer to reactivate it.",
        )

    def held(self, grant: Grant) -> Text:
        role, where = Role(grant.role), self.name(grant.agency_id)
        if grant.agency_id is None:
            return role.name_th, role.name_en
        return f"{role.name_th}ของ{where[0]}", f"{role.name_en} of {where[1]}"

    def _all(self, held: Collection[Grant]) -> Text:
        each = [self.held(grant) for grant in held]
        return " และ".join(thai for thai, _ in each), " and ".join(english for _, english in each)

    def _who(self, would_do: Sequence[Role]) -> Text:
        """Which roles could, and at which agencies."""
        here, above = self.asked, [self.name(agency_id) for agency_id in reversed(self.path)]
        thai, english = [], []
        for role in would_do:
            match self.rights.reach_of(role):
                case "country":
                    thai.append(role.name_th)
                    english.append(role.name_en)
                case "subtree" if above:
                    thai.append(f"{role.name_th}ของ{'หรือ'.join(name for name, _ in above)}")
                    english.append(f"{role.name_en} of {' or '.join(name for _, name in above)}")
                case "own" if above:
                    thai.append(f"{role.name_th}ของ{here[0]}")
                    english.append(f"{role.name_en} of {here[1]}")
        return f"ผู้ที่ทำได้คือ {', '.join(thai)}", f"Who can: {'; '.join(english)}."
