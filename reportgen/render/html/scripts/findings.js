(function () {
  "use strict";
  var form = document.getElementById("find");
  var count = document.getElementById("shown");
  if (!form || !count) return;

  var sections = Array.from(document.querySelectorAll("section.told"), function (section) {
    var heading = section.querySelector("h2").textContent.toLowerCase();
    return {
      section: section,
      lists: Array.from(section.querySelectorAll(".findings"), function (list) {
        return {
          list: list,
          waived: list.classList.contains("waived"),
          items: Array.from(list.children, function (item) {
            return { item: item, data: item.dataset, text: heading + " " + item.textContent.toLowerCase() };
          })
        };
      })
    };
  });

  var waiting;
  function filter() {
    var words = form.elements.words.value.trim().toLowerCase().split(/\s+/);
    var severity = form.elements.severity.value;
    var area = form.elements.area.value;
    var all = !severity && !area && words[0] === "";
    var found = 0;
    sections.forEach(function (one) {
      var inSection = 0;
      one.lists.forEach(function (list) {
        var inList = 0;
        list.items.forEach(function (item) {
          var fits = (!severity || item.data.severity === severity) && (!area || item.data.area === area) &&
            words.every(function (word) { return item.text.indexOf(word) >= 0; });
          item.item.hidden = !fits;
          if (fits) inList += 1;
        });
        list.list.hidden = !inList;
        if (list.list.previousElementSibling.className === "aside") {
          list.list.previousElementSibling.hidden = !inList;
        }
        if (!list.waived) found += inList;
        inSection += inList;
      });
      one.section.hidden = !inSection && !all;
    });
    clearTimeout(waiting);  // told once, when the typing pauses
    waiting = setTimeout(function () { count.textContent = found; }, 100);
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter); });
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#r']");
    if (!link) return;
    var target = document.getElementById(link.hash.slice(1));
    if (target && target.closest("[hidden]")) form.reset();  // a link to a department leads there, whatever is filtered
  });
  form.hidden = false;
  document.getElementById("status").hidden = false;
  filter();
})();
