"""The words of a costing: the ten cost heads of the checklist (FIELD.md A60), and the keys to share costs by."""

from enum import StrEnum


class Head(StrEnum):
    """What money is spent on; a cost of their own has a name instead."""

    ACTIVITIES = "activities"
    MATERIALS = "materials"
    WORKFORCE = "workforce"
    TRAINING = "training"
    ADMINISTRATION = "administration"
    OFFICE = "office"
    HEATING = "heating"
    LIGHTING = "lighting"
    TRAVEL = "travel"
    TRANSPORT = "transport"


HEAD_WORDS = {
    Head.ACTIVITIES: "Activities",
    Head.MATERIALS: "Materials",
    Head.WORKFORCE: "Workforce",
    Head.TRAINING: "Training",
    Head.ADMINISTRATION: "Administration",
    Head.OFFICE: "Office",
    Head.HEATING: "Heating",
    Head.LIGHTING: "Lighting",
    Head.TRAVEL: "Travel",
    Head.TRANSPORT: "Transport",
}


class Key(StrEnum):
    """By what a cost is shared between services."""

    HOURS = "hours"
    PLACES = "places"
    FLOOR = "floor"
    STAFF = "staff"
    ONLY = "only"  # not shared: all of it is one service's


KEY_WORDS = {
    Key.HOURS: "hours that it is open",
    Key.PLACES: "places that it has in a year",
    Key.FLOOR: "floor that it uses, times the hours",
    Key.STAFF: "hours of its workers",
    Key.ONLY: "one service alone",
}
KEY_UNITS = {
    Key.HOURS: "hours",
    Key.PLACES: "places",
    Key.FLOOR: "square metre hours",
    Key.STAFF: "worker hours",
    Key.ONLY: "",
}
