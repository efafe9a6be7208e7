/* Makes pages nicer where it runs; without it everything works as well. ES5 only. */
(function () {
  'use strict';

  /* A button that copies what stands in the element that it names. It is made visible here, because it works with a
     script only. */
  function offerCopy(button) {
    var source = document.getElementById(button.getAttribute('data-copy'));
    if (!source || !navigator.clipboard) {
      return;
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(source.value || source.textContent).then(function () {
        button.textContent = button.getAttribute('data-done');
      });
    });
  }

  /* The time zone of this device, where a form would like to know it. */
  function offerZone(input) {
    try {
      input.value = input.value || new Intl.DateTimeFormat().resolvedOptions().timeZone || '';
    } catch (e) {
      input.value = '';
    }
  }

  /* Twice the same form, because somebody was impatient, is once too often. */
  function sendOnce(event) {
    var form = event.target;
    if (form.getAttribute('data-sent')) {
      event.preventDefault();
      return;
    }
    form.setAttribute('data-sent', 'yes');
    window.setTimeout(function () {
      form.removeAttribute('data-sent');
    }, 5000);
  }

  /* What the server says about this part of the page, as it happens. */
  function follow(part) {
    var source;
    if (!window.EventSource) {
      return;
    }
    source = new EventSource(part.getAttribute('data-live'));
    source.onmessage = function (event) {
      part.innerHTML = event.data;
    };
    window.addEventListener('pagehide', function () {
      source.close();
    });
  }

  function each(selector, action) {
    var found = document.querySelectorAll(selector);
    for (var i = 0; i < found.length; i++) {
      action(found[i]);
    }
  }

  each('[data-copy]', offerCopy);
  each('input[data-zone]', offerZone);
  each('[data-live]', follow);
  document.addEventListener('submit', sendOnce);
})();
