// Shows under every example the markup it is made of.
for (const example of document.querySelectorAll(".example")) {
  const markup = example.innerHTML.replace(/^\n+|\s+$/g, "");
  const indent = markup.match(/^ */)[0].length;
  const details = document.createElement("details");
  details.className = "disclosure";
  const summary = document.createElement("summary");
  summary.textContent = "Markup";
  const pre = document.createElement("pre");
  pre.className = "card card-quiet small table-scroll";
  pre.tabIndex = 0;
  pre.textContent = markup.split("\n").map((line) => line.slice(Math.min(indent, line.search(/\S|$/)))).join("\n");
  details.append(summary, pre);
  example.after(details);
}
