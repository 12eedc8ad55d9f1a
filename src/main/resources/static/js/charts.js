/*
 * Draws <div class="chart" data-chart='{"kind": "bar", "unit": "時間"}'>.
 * A series of its own "kind" is drawn as that.
 *
 * Figures come from "labels" and "series" ([{"name": …, "values": […]}]) of the attribute, or, without
 * them, from the table in the same <figure>: first column labels, each further column a series
 * (data-value of a cell wins over its text). kind: bar, horizontal, stacked or line.
 * The table stays for those who cannot see the chart; colours follow the theme.
 */
(() => {
  "use strict";
  if (!window.echarts) return;

  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);

  function color(name) {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  }

  function number(cell) {
    const text = cell.dataset.value ?? cell.textContent;
    const value = Number.parseFloat(text.replace(/[^\d.-]/g, ""));
    return Number.isNaN(value) ? null : value;
  }

  function fromTable(table) {
    const names = [...table.tHead.rows[0].cells].slice(1).map((cell) => cell.textContent.trim());
    const rows = [...table.tBodies[0].rows].filter((row) => row.cells.length > names.length);
    return {
      labels: rows.map((row) => row.cells[0].textContent.trim()),
      series: names.map((name, i) => ({ name, values: rows.map((row) => number(row.cells[i + 1])) })),
    };
  }

  function option(spec) {
    const text = color("text");
    const quiet = color("text-quiet");
    const line = color("line");
    const horizontal = spec.kind === "horizontal";
    const format = (value) => (value == null ? "" : value.toLocaleString());
    const font = getComputedStyle(document.body).fontFamily;
    const categories = {
      type: "category",
      data: spec.labels,
      inverse: horizontal,
      axisLine: { lineStyle: { color: line } },
      axisTick: { show: false },
      axisLabel: { color: text, fontSize: 13, interval: horizontal ? 0 : "auto" },
    };
    const values = {
      type: "value",
      name: spec.unit ?? "",
      nameTextStyle: { color: quiet, fontSize: 13, align: horizontal ? "left" : "center" },
      axisLabel: { color: quiet, fontSize: 13, formatter: format },
      splitLine: { lineStyle: { color: line } },
    };
    return {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      textStyle: { fontFamily: font },
      color: [1, 2, 3, 4, 5].map((i) => color(`chart-${i}`)),
      aria: { enabled: false },
      grid: { left: 4, right: horizontal ? 48 : 8, top: spec.series.length > 1 ? 64 : 40, bottom: 4, containLabel: true },
      legend: {
        show: spec.series.length > 1,
        left: 0,
        top: 0,
        itemGap: 20,
        textStyle: { color: text, fontSize: 14 },
      },
      tooltip: {
        trigger: "axis",
        renderMode: "richText",
        backgroundColor: color("surface"),
        borderColor: color("line-strong"),
        textStyle: { color: text, fontFamily: font },
        valueFormatter: (value) => `${format(value)} ${spec.unit ?? ""}`,
      },
      xAxis: horizontal ? values : categories,
      yAxis: horizontal ? categories : values,
      series: spec.series.map(({ name, values: data, kind = spec.kind }) => ({
        name,
        data,
        type: kind === "line" ? "line" : "bar",
        stack: spec.kind === "stacked" ? "all" : undefined,
        barMaxWidth: 28,
        symbolSize: 8,
        lineStyle: { width: 3 },
        itemStyle: kind === "line" ? {} : { borderRadius: horizontal ? [0, 4, 4, 0] : [4, 4, 0, 0] },
      })),
    };
  }

  function draw(element) {
    const spec = JSON.parse(element.dataset.chart);
    if (!spec.series) {
      const table = element.closest("figure")?.querySelector("table");
      if (!table) return;
      Object.assign(spec, fromTable(table));
    }
    if (spec.kind === "horizontal" && !element.dataset.sized) {
      element.style.height = `${Math.max(8, 4 + spec.labels.length * spec.series.length * 1.75)}rem`;
      element.dataset.sized = "true";
    }
    const chart = window.echarts.getInstanceByDom(element) ?? window.echarts.init(element);
    chart.setOption(option(spec), true);
    element.dataset.drawn = "true";
  }

  function drawAll(root = document) {
    root.querySelectorAll("[data-chart]").forEach(draw);
  }

  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) window.echarts.getInstanceByDom(target)?.resize();
  });

  function watch(root = document) {
    drawAll(root);
    root.querySelectorAll("[data-chart]").forEach((element) => resized.observe(element));
  }

  watch();
  document.addEventListener("htmx:load", (event) => {
    if (event.target !== document.body) watch(event.target.parentElement ?? document);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll());
})();
