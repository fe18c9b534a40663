// Streamlit appends an open popover to the end of the document and leaves the focus on its button, so that Tab would first
// walk through the rest of the page. Here Tab goes from the button into the popover, from its last control on to what
// follows the button, Shift+Tab back, and Escape gives the focus back to the button.
const BUTTON = '[data-testid="stPopoverButton"][aria-expanded="true"]';
const BODY = '[data-testid="stPopoverBody"]';
const STOPS = 'a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, [tabindex]';
const CLOSING_MS = 250;

function stops(body) {
  // While the focus is elsewhere Streamlit keeps a control's own tabindex in data-tabindex.
  const index = (node) => Number(node.dataset.tabindex || node.tabIndex);
  return [...body.querySelectorAll(STOPS)].filter((node) => index(node) >= 0 && node.getClientRects().length);
}

function onTab(event, button, body) {
  const inside = stops(body);
  const at = document.activeElement;
  if (!inside.length) return;
  if (at === button && !event.shiftKey) {
    event.preventDefault();
    inside[0].focus();
  } else if (at === inside[0] && event.shiftKey) {
    event.preventDefault();
    button.focus();
  } else if (at === inside[inside.length - 1] && !event.shiftKey) {
    button.focus();  // and the browser goes on from there
  }
}

function onKey(event) {
  const button = document.querySelector(BUTTON);
  const body = document.querySelector(BODY);
  if (!button || !body) return;
  if (event.key === "Tab") onTab(event, button, body);
  else if (event.key === "Escape" && body.contains(document.activeElement)) {
    setTimeout(() => { if (!body.isConnected && document.activeElement === document.body) button.focus(); }, CLOSING_MS);
  }
}

export default function () {
  if (document.atlasPopoverKeys) return;
  document.atlasPopoverKeys = true;
  document.addEventListener("keydown", onKey, true);
}
