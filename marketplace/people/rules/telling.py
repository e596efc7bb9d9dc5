"""What accounts are told of themselves and of those who help: every subject with its words, and no name in either."""

from enum import StrEnum

_NOT_YOU = "If this was not you, change your password now, sign out everywhere, and ask us for help."
_HELPING = "Open the list of those you help to see what you may do, and until when."
_APPOINTED = (
    "A council or the NHS has changed who may act for you. Open the list of those who act for you to read more."
)


class News(StrEnum):
    """What has happened."""

    APP_ADDED = "app added"
    APP_REMOVED = "app removed"
    PASSKEY_ADDED = "passkey added"
    PASSKEY_REMOVED = "passkey removed"
    STEP_RESET = "step reset"
    PAPER_USED = "paper used"
    MAY_HELP = "given"
    HELP_CHANGED = "changed"
    HELP_ENDED = "ended"
    DUTY_WAITS = "duty waits"
    CHECKED = "checked"
    CHECK_DECLINED = "check declined"
    APPOINTED = "appointed"
    APPOINTMENT_ENDED = "appointment ended"
    ACTS_NOW = "acts now"
    ACTS_NO_MORE = "acts no more"


SAID: dict[News, tuple[str, str]] = {
    News.APP_ADDED: ("An app that shows codes was added to your account", _NOT_YOU),
    News.APP_REMOVED: ("The app that shows codes was removed from your account", _NOT_YOU),
    News.PASSKEY_ADDED: ("A passkey was added to your account", _NOT_YOU),
    News.PASSKEY_REMOVED: ("A passkey was removed from your account", _NOT_YOU),
    News.STEP_RESET: ("Your second step was taken away by our team", _NOT_YOU),
    News.PAPER_USED: ("One of your recovery codes was used", _NOT_YOU),
    News.MAY_HELP: ("Somebody lets you help them", _HELPING),
    News.HELP_CHANGED: ("What you may do for somebody has changed", _HELPING),
    News.HELP_ENDED: ("Somebody you helped has ended it", _HELPING),
    News.CHECKED: (
        "Your organisation was checked",
        "Your organisation is checked. You can publish your offers now.",
    ),
    News.CHECK_DECLINED: (
        "Your organisation was checked",
        "We have looked at your organisation and cannot say yes yet. Sign in to read why, and what you can do.",
    ),
    News.DUTY_WAITS: (
        "What you were invited to waits for a yes",
        "Another administrator has to agree before you can begin. We tell you as soon as they have.",
    ),
    News.APPOINTED: ("Somebody may decide for you now", _APPOINTED),
    News.APPOINTMENT_ENDED: ("Somebody decides for you no more", _APPOINTED),
    News.ACTS_NOW: ("You may act for somebody now", f"A council or the NHS has your paper on file. {_HELPING}"),
    News.ACTS_NO_MORE: (
        "You act for somebody no more",
        "A council or the NHS has ended it. You can see and do nothing for them from now on. Ask them if it is wrong.",
    ),
}
