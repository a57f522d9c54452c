(function () {
  "use strict";
  var table = document.querySelector("table.reports");
  var form = document.getElementById("find");
  var count = document.getElementById("shown");
  if (!table || !form || !count) return;

  var body = table.tBodies[0];
  var collator = new Intl.Collator("zh", { numeric: true });
  var rows = Array.from(body.rows, function (row) {
    return {
      row: row,
      fits: true,
      text: row.textContent.toLowerCase(),
      year: row.dataset.year,
      grade: row.dataset.grade,
      score: row.dataset.score === "" ? NaN : Number(row.dataset.score),
      values: {}
    };
  });
  var heads = Array.from(table.tHead.rows[0].cells);
  var more = document.getElementById("more");
  var step = 200;  // so many rows are laid out at once: a browser takes long over thousands
  var limit = step;

  function valueOf(item, column) {
    if (!(column in item.values)) {
      var cell = item.row.cells[column];
      var data = cell.querySelector("data");
      item.values[column] = data ? data.value : cell.textContent.trim();
    }
    return item.values[column];
  }

  function sort(column, down) {
    var numbers = heads[column].dataset.sort === "number";
    var sign = down ? -1 : 1;
    rows.sort(function (one, other) {
      var a = valueOf(one, column), b = valueOf(other, column);
      if (a === "" || b === "") return (a === "") - (b === "");
      return sign * (numbers ? Number(a) - Number(b) : collator.compare(a, b));
    });
    show();
    var all = document.createDocumentFragment();
    rows.forEach(function (item) { all.append(item.row); });
    body.append(all);
    heads.forEach(function (head, place) {
      if (!head.dataset.sort) return;
      head.setAttribute("aria-sort", place !== column ? "none" : down ? "descending" : "ascending");
    });
    form.elements.order.value = column + (down ? "-" : "+");
  }

  function filter() {
    var words = form.elements.words.value.trim().toLowerCase().split(/\s+/);
    var year = form.elements.year ? form.elements.year.value : "";
    var grade = form.elements.grade ? form.elements.grade.value : "";
    var from = form.elements.from.value === "" ? -Infinity : Number(form.elements.from.value);
    var to = form.elements.to.value === "" ? Infinity : Number(form.elements.to.value);
    var any = from === -Infinity && to === Infinity;
    rows.forEach(function (item) {
      item.fits = (!year || item.year === year) && (!grade || item.grade === grade) &&
        (any || (item.score >= from && item.score <= to)) &&
        words.every(function (word) { return item.text.indexOf(word) >= 0; });
    });
    limit = step;
    show();
  }

  var waiting;
  function show() {
    var found = 0;
    rows.forEach(function (item) {
      if (item.fits) found += 1;
      var hidden = !item.fits || found > limit;
      if (item.row.hidden !== hidden) item.row.hidden = hidden;
    });
    more.hidden = found <= limit;
    clearTimeout(waiting);  // told once, when the typing pauses
    waiting = setTimeout(function () { count.textContent = found; }, 100);
  }

  heads.forEach(function (head, column) {
    if (!head.dataset.sort) return;
    var button = document.createElement("button");
    button.type = "button";
    button.append.apply(button, Array.from(head.childNodes));
    button.addEventListener("click", function () {
      sort(column, head.getAttribute("aria-sort") === "ascending");
    });
    head.append(button);
    head.setAttribute("aria-sort", "none");
    [["+", " ↑"], ["-", " ↓"]].forEach(function (way) {
      form.elements.order.add(new Option(button.textContent + way[1], column + way[0]));
    });
  });
  form.elements.order.addEventListener("change", function () {
    var chosen = form.elements.order.value;
    if (chosen) sort(parseInt(chosen, 10), chosen.slice(-1) === "-");
  });
  more.addEventListener("click", function () {
    limit += step;
    show();
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter); });
  form.hidden = false;
  filter();
})();
