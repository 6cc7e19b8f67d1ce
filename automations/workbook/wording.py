"""Sentences become text here, just before the plan; equal sentences are rendered once."""

from automations.workbook.job import Sentence, Words


class Wording:
    """Words that remember: a sentence rendered in an earlier cycle costs a look-up."""

    def __init__(self, words: Words, limit: int = 200_000) -> None:
        """Remember up to *limit* texts of *words*, then start afresh."""
        self._words, self._limit = words, limit
        self._texts: dict[Sentence, str] = {}

    def __call__(self, sentence: Sentence) -> str:
        """The text of *sentence*."""
        text = self._texts.get(sentence)
        if text is None:
            if len(self._texts) >= self._limit:
                self._texts.clear()
            text = self._texts[sentence] = self._words(sentence)
        return text
