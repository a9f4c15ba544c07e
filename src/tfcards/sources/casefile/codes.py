"""The codes of everything that can be wrong with a case file or deck file: one meaning each, never reused."""

from __future__ import annotations

# The file and its YAML
UNREADABLE = "TF001"
TOO_LARGE = "TF002"
NOT_UTF8 = "TF003"
CONTROL_CHARACTER = "TF004"
SYNTAX = "TF005"
SECOND_DOCUMENT = "TF006"
TOO_DEEP = "TF007"
DUPLICATE_KEY = "TF008"
TAG = "TF009"
UNKNOWN_ALIAS = "TF010"
KEY_NOT_TEXT = "TF011"
SWALLOWED_TEXT = "TF012"
EMPTY_FILE = "TF013"

# The shape of the content
UNKNOWN_KEY = "TF020"
WRONG_SHAPE = "TF021"
MISSING = "TF022"
NOT_A_NUMBER = "TF023"
NOT_A_DATE = "TF024"
NOT_A_CHOICE = "TF025"
ILL_FORMED = "TF026"
OUT_OF_RANGE = "TF027"
EMPTY_ENTRY = "TF028"

# What the content says
FOLDER_NAME = "TF030"
DUPLICATE_ID = "TF031"
SAME_NUMBER = "TF032"
IDS_MISSING = "TF033"
NUMBERS_USED_UP = "TF034"
LEAVES_FOLDER = "TF035"
BACKSLASH = "TF036"
IDS_NOT_ADDED = "TF037"
NOT_A_POINT = "TF038"
POINT_COUNT = "TF039"
MARK_TEXT = "TF040"

# What a deck file says of ids that changed
MOVE_UNCLEAR = "TF045"
MOVES_CONTRADICT = "TF046"

# TF047 to TF049, what keeps a quiz question of any source from being asked: see model/questions.py
