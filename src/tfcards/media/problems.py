"""What can be wrong with an image: one code for each meaning, with the words an educator reads."""

from __future__ import annotations

from dataclasses import dataclass

from tfcards.model.diagnostic import Diagnostic, Location, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """Something found in one image file, before it is known which case names the file."""

    severity: Severity
    code: str
    text: str
    hint: str

    def at(self, subject: str, location: Location) -> Diagnostic:
        """Return the diagnostic about ``subject`` (case and file) at ``location``."""
        return Diagnostic(self.severity, self.code, f"{subject} {self.text}", location, self.hint)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table below. ``text`` continues "case x: image y …"; it and ``hint`` take facts in braces."""

    severity: Severity
    code: str
    text: str
    hint: str

    def found(self, **facts: object) -> Problem:
        """Return the problem with ``facts`` filled in."""
        return Problem(self.severity, self.code, self.text.format(**facts), self.hint.format(**facts))


MISSING = Rule(Severity.ERROR, "TF201", "does not exist", "{remedy}")
OUTSIDE = Rule(
    Severity.ERROR,
    "TF202",
    "lies outside the folder it must stay in",
    "copy the file into the folder of the case and name it by its path from there",
)
NOT_A_FILE = Rule(Severity.ERROR, "TF203", "is {what}, not a file", "name the image file itself")
UNREADABLE = Rule(
    Severity.ERROR, "TF204", "cannot be read ({reason})", "check the name and the permissions of the file"
)
EMPTY = Rule(Severity.ERROR, "TF205", "is an empty file", "export or download it again")
TOO_MANY_BYTES = Rule(
    Severity.ERROR, "TF206", "is larger than the {limit:,} bytes allowed", "export the image in a smaller size"
)
TOO_MANY_PIXELS = Rule(
    Severity.ERROR, "TF207", "has more than the {limit:,} pixels allowed", "export the image in a smaller size"
)
NOT_AN_IMAGE = Rule(Severity.ERROR, "TF208", "cannot be used: it seems to be {what}", "{remedy}")
DAMAGED = Rule(
    Severity.ERROR,
    "TF209",
    "is a {kind} file that cannot be decoded: damaged, incomplete, or of a rare variant",
    "open it in an image viewer and save it as PNG, or download it again",
)
MISNAMED = Rule(
    Severity.WARNING,
    "TF210",
    "is named {suffix} but is a {kind} file, and is used as that",
    "rename it to end in {right}, here and in the case file",
)
SEVERAL_FRAMES = Rule(
    Severity.WARNING,
    "TF211",
    "holds {frames} frames, and only the first one is used: {reason}",
    "choose the one that shows the finding with frame: N, or save it as an image of its own",
)
PROFILE_IGNORED = Rule(
    Severity.WARNING,
    "TF212",
    "has a broken or unfitting colour profile, which is ignored",
    "compare its colours with the original",
)
EXIF_IGNORED = Rule(
    Severity.WARNING,
    "TF213",
    "has broken camera data (EXIF), so it is not known which way is up",
    "look whether the image stands upright on the card",
)
THINNED = Rule(
    Severity.INFO,
    "TF214",
    "holds {frames} frames; its cine shows {kept} of them, evenly chosen",
    "cut the file to the part that matters to have each frame shown",
)
REDUCED = Rule(
    Severity.WARNING,
    "TF215",
    "has its cine reduced to {width} x {height} pixels at quality {quality}, to stay below {limit:,} bytes",
    "look whether it still shows the finding, or cut the file to fewer frames or to the part that matters",
)
NO_DICOM = Rule(
    Severity.ERROR, "TF217", "is a DICOM file, which needs more libraries", "run: pip install 'tfcards[dicom]'"
)
NO_PIXELS = Rule(Severity.ERROR, "TF218", "is no image: it is {what}", "name a DICOM file with pixels")
MAY_SHOW_NAMES = Rule(
    Severity.WARNING,
    "TF219",
    "may show a name or number of the patient in its pixels",
    "look at it; if there is none, write its file under cleared:, else cover it and save it as PNG",
)
NO_CODEC = Rule(
    Severity.ERROR,
    "TF220",
    "is a {kind} file whose compression cannot be undone: damaged, or of a rare kind",
    "export it again without compression, or as PNG",
)
DEFLATED = Rule(
    Severity.ERROR, "TF221", "is a DICOM file packed as a whole (deflated)", "export it again without packing"
)
SEVERAL_SERIES = Rule(
    Severity.ERROR,
    "TF222",
    "is a folder that holds {count} series of DICOM images",
    "name one file of it, or a folder that holds one series alone",
)
NO_SUCH_FRAME = Rule(
    Severity.ERROR, "TF216", "has no frame {frame}: it holds {frames}", "count from 1, or leave frame: out"
)
