// Copies origin + path + the full query. Without clipboard access (plain http) the link is shown, ready to copy by hand.
export default function ({ data, parentElement }) {
  let root = parentElement.querySelector(".copy");
  if (!root) {
    root = document.createElement("div");
    root.className = "copy";
    root.innerHTML = '<button type="button"></button><span role="status" aria-live="polite"></span><input readonly hidden>';
    parentElement.appendChild(root);
  }
  const [button, status, field] = root.children;
  button.textContent = data.label;
  field.setAttribute("aria-label", data.failed);
  button.onclick = async () => {
    const url = window.location.origin + window.location.pathname + data.query;
    try {
      await navigator.clipboard.writeText(url);
      status.textContent = data.done;
      field.hidden = true;
    } catch {
      status.textContent = data.failed;
      field.hidden = false;
      field.value = url;
      field.select();
    }
  };
}
