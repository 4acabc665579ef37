"""What a family of its kind would tell, family by family."""

from collections.abc import Mapping, Sequence

from demo.said import Said
from demo.values import f01, f02, f03, f04, f05, f06, f07, f08, f09, f10, f11, f12, f13, f14

INSTEAD: Mapping[str, Mapping[tuple[str, str, str], object]] = {}
TOLD: Mapping[str, Sequence[Said]] = {
    "F01": f01.TOLD,
    "F02": f02.TOLD,
    "F03": f03.TOLD,
    "F04": f04.TOLD,
    "F05": f05.TOLD,
    "F06": f06.TOLD,
    "F07": f07.TOLD,
    "F08": f08.TOLD,
    "F09": f09.TOLD,
    "F10": f10.TOLD,
    "F11": f11.TOLD,
    "F12": f12.TOLD,
    "F13": f13.TOLD,
    "F14": f14.TOLD,
}
