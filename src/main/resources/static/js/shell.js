// Menus, dialogs and the guard against sending a form twice. Every page works without it.
(() => {
  "use strict";

  // An open menu closes with Escape and by a click elsewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // <button data-dialog-open="id"> opens <dialog id="id">; <button data-dialog-close> inside closes it.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog-open]");
    if (opener) document.getElementById(opener.dataset.dialogOpen)?.showModal();
    const closer = event.target.closest("[data-dialog-close]");
    if (closer) closer.closest("dialog").close();
  });

  // <form data-confirm="id"> asks with <dialog id="id"> first; its <button data-dialog-confirm> sends the form.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const dialog = document.getElementById(form.dataset?.confirm ?? "");
    if (dialog && form.dataset.confirmed !== "true") {
      event.preventDefault();
      event.stopPropagation();
      const submitter = event.submitter;
      dialog.querySelector("[data-dialog-confirm]").onclick = () => {
        form.dataset.confirmed = "true";
        dialog.close();
        form.requestSubmit(submitter);
      };
      dialog.showModal();
    }
  }, true);

  // One press is enough. Disabled after the browser has taken the button's value.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented || event.target.method === "get") return;
    const buttons = event.target.querySelectorAll("button:not([type=button])");
    setTimeout(() => buttons.forEach((button) => button.setAttribute("aria-disabled", "true")), 0);
    if (event.target.dataset.sent === "true") event.preventDefault();
    event.target.dataset.sent = "true";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      delete form.dataset.confirmed;
      form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
    }
  });

  // What must be corrected is read out first.
  document.querySelector("[data-focus]")?.focus();

  // <button data-fill='{"username": "leader-0310"}'> fills in fields by name, on the login page.
  document.addEventListener("click", (event) => {
    const filler = event.target.closest("[data-fill]");
    if (!filler) return;
    let last;
    for (const [name, value] of Object.entries(JSON.parse(filler.dataset.fill))) {
      last = document.querySelector(`[name="${name}"]`);
      if (last) last.value = value;
    }
    last?.form?.querySelector("button[type=submit]")?.focus();
  });

  // A server that answers with an error must not look like success.
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status === 401 || event.detail.xhr.status === 403) window.location.reload();
  });
})();
