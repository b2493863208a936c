"""Words and signs as a tree.

or → and → not → comparison → & → plus, minus → * / → sign → number, text, {key}, function(…), (…)
"""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from apps.backoffice.fields.formulas.errors import FormulaError
from apps.backoffice.fields.formulas.tokens import Token, tokens

DEEPEST: Final = 24
COMPARISONS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is "number", "text", "key", "truth", "empty", or the name of an operator or function over `parts`."""

    kind: str
    text: str
    at: int
    parts: tuple["Node", ...] = ()


def parse(text: str) -> Node:
    """The tree of a formula. Raises FormulaError."""
    return _Parser(tokens(text)).whole()


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.found, self.place, self.depth = found, 0, 0

    @property
    def next(self) -> Token:
        return self.found[self.place]

    def whole(self) -> Node:
        if self.next.kind == "end":
            raise FormulaError(_("The formula is empty."), position=1)
        tree = self.either()
        if self.next.kind != "end":
            said = {"word": self.next.text}
            raise FormulaError(_("“%(word)s” is not expected here.") % said, position=self.next.at)
        return tree

    def take(self) -> Token:
        token = self.next
        self.place += 1
        return token

    def sign(self, *signs: str) -> Token | None:
        return self.take() if self.next.kind == "sign" and self.next.text in signs else None

    def word(self, word: str) -> Token | None:
        return self.take() if self.next.kind == "word" and self.next.text == word else None

    def expect(self, sign: str) -> None:
        if self.sign(sign) is None:
            raise FormulaError(_("There should be “%(sign)s” here.") % {"sign": sign}, position=self.next.at)

    def deeper(self, at: int) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(_("The formula is nested too deeply."), position=at)

    def either(self) -> Node:
        tree = self.both()
        while token := self.word("or"):
            tree = Node("or", "or", token.at, (tree, self.both()))
        return tree

    def both(self) -> Node:
        tree = self.negation()
        while token := self.word("and"):
            tree = Node("and", "and", token.at, (tree, self.negation()))
        return tree

    def negation(self) -> Node:
        token = self.word("not")
        if token is None:
            return self.comparison()
        self.deeper(token.at)
        tree = Node("not", "not", token.at, (self.negation(),))
        self.depth -= 1
        return tree

    def comparison(self) -> Node:
        tree = self.joined()
        token = self.sign(*COMPARISONS)
        return tree if token is None else Node(token.text, token.text, token.at, (tree, self.joined()))

    def joined(self) -> Node:
        tree = self.sum()
        while token := self.sign("&"):
            tree = Node("concat", "&", token.at, (tree, self.sum()))
        return tree

    def sum(self) -> Node:
        tree = self.product()
        while token := self.sign("+", "-"):
            tree = Node(token.text, token.text, token.at, (tree, self.product()))
        return tree

    def product(self) -> Node:
        tree = self.signed()
        while token := self.sign("*", "/"):
            tree = Node(token.text, token.text, token.at, (tree, self.signed()))
        return tree

    def signed(self) -> Node:
        token = self.sign("-", "+")
        if token is None:
            return self.atom()
        self.deeper(token.at)
        tree = self.signed()
        self.depth -= 1
        return Node("minus" if token.text == "-" else "plus", token.text, token.at, (tree,))

    def atom(self) -> Node:
        token = self.take()
        if token.kind in ("number", "text", "key"):
            return Node(token.kind, token.text, token.at)
        if token.kind == "word" and self.next.text == "(" and self.next.kind == "sign":
            return self.call(token)
        if token.kind == "word" and token.text in ("true", "yes", "false", "no"):
            return Node("truth", token.text, token.at)
        if token.kind == "word" and token.text == "empty":
            return Node("empty", token.text, token.at)
        if token.kind == "sign" and token.text == "(":
            self.deeper(token.at)
            tree = self.either()
            self.expect(")")
            self.depth -= 1
            return tree
        if token.kind == "end":
            raise FormulaError(_("The formula ends too early."), position=token.at)
        problem = _("“%(word)s” is not expected here. Names of fields stand in braces, as in {price}.")
        raise FormulaError(problem % {"word": token.text}, position=token.at)

    def call(self, name: Token) -> Node:
        self.deeper(name.at)
        self.take()
        parts: list[Node] = []
        if self.sign(")") is None:
            parts.append(self.either())
            while self.sign(","):
                parts.append(self.either())
            self.expect(")")
        self.depth -= 1
        return Node("call", name.text, name.at, tuple(parts))
