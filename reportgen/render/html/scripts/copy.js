(function () {
  "use strict";
  var main = document.querySelector("main");
  var bar = document.createElement("div");
  var button = document.createElement("button");
  var told = document.createElement("span");
  var words = document.documentElement.lang.indexOf("zh") === 0
    ? ["复制全文", "已复制，请粘贴到网站后台的编辑器中。", "没有复制成功。请按 Ctrl+A、Ctrl+C 复制。"]
    : ["Copy everything", "Copied. Paste it into the editor of your site.", "Not copied. Press Ctrl+A, then Ctrl+C."];

  function select() {
    var range = document.createRange();
    range.selectNodeContents(main);
    var selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection;
  }

  function say(copied) {
    told.textContent = words[copied ? 1 : 2];
  }

  // The event is answered here, so that what is copied is the source itself and not the browser's idea of its looks.
  function copyBySelection() {
    function answer(event) {
      event.clipboardData.setData("text/html", main.innerHTML.replace(/<\/?tbody>/g, "").trim());
      event.clipboardData.setData("text/plain", main.innerText);
      event.preventDefault();
    }
    document.addEventListener("copy", answer);
    var selection = select();
    var copied = false;
    try {
      copied = document.execCommand("copy");
    } catch (error) {
      copied = false;
    }
    document.removeEventListener("copy", answer);
    if (copied) selection.removeAllRanges();
    say(copied);
  }

  bar.className = "toolbar";
  bar.setAttribute("role", "region");
  bar.setAttribute("aria-label", words[0]);
  button.type = "button";
  button.textContent = words[0];
  button.addEventListener("click", copyBySelection);
  told.setAttribute("role", "status");
  bar.append(button, told);
  document.body.insertBefore(bar, main);
})();
