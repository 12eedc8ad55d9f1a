// Shows what the typed figures would save in a year. The server counts again.
(() => {
  "use strict";
  const estimate = document.querySelector("[data-estimate]");
  const form = estimate?.closest("form");
  if (!form) return;

  const number = (name) => {
    const typed = form.elements[name]?.value.normalize("NFKC").replaceAll(",", "").trim();
    return typed ? Number(typed) : NaN;
  };
  const format = new Intl.NumberFormat(document.documentElement.lang || "ja", { maximumFractionDigits: 1 });

  function show() {
    const hours = (number("casesPerYear") * (number("minutesPerCase") - number("expectedMinutesAfter"))) / 60;
    estimate.hidden = !Number.isFinite(hours) || hours < 0;
    if (!estimate.hidden) {
      // A person-day is 7 hours 45 minutes.
      estimate.textContent = estimate.dataset.estimateText
        .replace("{hours}", format.format(hours))
        .replace("{days}", format.format(hours / 7.75));
    }
  }

  form.addEventListener("input", show);
  show();
})();
