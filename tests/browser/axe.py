"""What axe-core finds on a page that is serious and ours to mend."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.server import PHONE, wait_until_still

# Two findings are not ours to mend: Streamlit's menu nests its list in a way axe-core dislikes, and
# the label of a disabled widget is pale, which the guideline allows but axe-core cannot recognize.
STREAMLIT_S_OWN = """([rule, selector]) => {
    const element = document.querySelector(selector);
    const widget = element?.closest('.stElementContainer');
    return rule.startsWith('list') && element?.closest('[data-testid="stSidebarNav"]') !== null
        || rule === 'color-contrast' && widget?.querySelector('input:disabled') != null;
}"""


def serious(page: Page, *rules: str) -> list[str]:
    """What axe-core finds by these rules, or by all, where it is serious and ours to mend."""
    wait_until_still(page)
    options: dict[str, list[str]] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = list(rules)
    found = []
    for rule in Axe().run(page, options=options).response["violations"]:
        for node in rule["nodes"] if rule["impact"] in {"serious", "critical"} else []:
            target = node["target"][0]
            in_page = isinstance(target, str) and len(node["target"]) == 1
            if not (in_page and page.evaluate(STREAMLIT_S_OWN, [rule["id"], target])):
                reason = node["failureSummary"].splitlines()[-1].strip()
                found.append(f"{rule['id']}: {node['html'][:120]}: {reason}")
    return found


def serious_in_either_theme(page: Page) -> list[str]:
    """What is found in the light theme, and in the colors of the dark one; light then."""
    found = serious(page)
    page.emulate_media(color_scheme="dark")
    expect(page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
    found += serious(page, "color-contrast")
    page.emulate_media(color_scheme="light")
    return found


def serious_in_any_look(page: Page) -> list[str]:
    """What is found in either theme and on a phone; light and narrow then."""
    found = serious_in_either_theme(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    return found + serious(page)
