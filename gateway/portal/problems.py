"""What has to be corrected on a page: told at each field, and at the top with links to the fields."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from contracts.errors import FieldProblem, Refusal, WireError
from gateway.portal.words import Words


class Problems:
    """For templates: `problems.at("phone")` is the errorMessage of a GOV.UK component, `problems.summary` its list.

    `dates`: fields that are made of three, to the first of which the summary leads. `refusal` is told when no field is
    wrong by itself.
    """

    def __init__(
        self,
        t: Words,
        problems: Sequence[FieldProblem] = (),
        refusal: WireError | None = None,
        dates: Collection[str] = (),
    ) -> None:
        self._t = t
        self._texts: dict[str, list[str]] = {}
        for problem in problems:
            self._texts.setdefault(problem.field, []).append(t.pick(problem.message_th, problem.message_en))
        self._refusal = t.pick(refusal.message_th, refusal.message_en) if refusal else None
        self._dates = dates

    @classmethod
    def of(cls, t: Words, refusal: Refusal | None, dates: Collection[str] = ()) -> Problems:
        error = refusal.on_the_wire() if refusal else None
        return cls(t, error.fields if error else (), error, dates)

    def __bool__(self) -> bool:
        return bool(self._texts or self._refusal)

    def at(self, field: str) -> Mapping[str, str] | None:
        texts = self._texts.get(field)
        return {"text": " ".join(texts), "visuallyHiddenText": self._t("error")} if texts else None

    @property
    def summary(self) -> Sequence[Mapping[str, str]]:
        told = [
            {"text": text, "href": f"#{field}-day" if field in self._dates else f"#{field}"}
            for field, texts in self._texts.items()
            for text in texts
        ]
        return told or ([{"text": self._refusal}] if self._refusal else [])
