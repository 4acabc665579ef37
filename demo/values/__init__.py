"""What a family of its kind would tell, family by family."""

from collections.abc import Mapping, Sequence

from demo.said import Said
from demo.values import f01

INSTEAD: Mapping[str, Mapping[tuple[str, str, str], object]] = {}
TOLD: Mapping[str, Sequence[Said]] = {"F01": f01.TOLD}
