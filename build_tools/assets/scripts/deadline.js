// The latest day to publish, counted from today or another day: build_tools/deadline/dates.py says how and why.
// Days are whole numbers since 1 January 1970, so no time zone and no summer time comes in.
(function () {
  "use strict";
  var MONTHS = { month: 1, quarter: 3, "half-year": 6, year: 12 };
  var ENDS = { "month-end": 1, "quarter-end": 3, "half-year-end": 6, "year-end": 12 };
  var MOST = 10000;

  function number(year, month, day) {
    var made = new Date(0);
    made.setUTCFullYear(year, month - 1, day);
    if (made.getUTCFullYear() < 1 || made.getUTCFullYear() > 9999) {
      throw new RangeError("year");
    }
    return Math.round(made.getTime() / 86400000);
  }
  function parts(day) {
    var made = new Date(day * 86400000);
    return { year: made.getUTCFullYear(), month: made.getUTCMonth() + 1, day: made.getUTCDate() };
  }
  function weekday(day) {
    return (((day + 3) % 7) + 7) % 7;
  }
  function parse(text) {
    var found = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/.exec(text);
    return found ? number(Number(found[1]), Number(found[2]), Number(found[3])) : null;
  }
  function padded(value, size) {
    return ("0000" + value).slice(-size);
  }
  function iso(day) {
    var part = parts(day);
    return padded(part.year, 4) + "-" + padded(part.month, 2) + "-" + padded(part.day, 2);
  }
  function lastOf(year, month) {
    return parts(number(year, month + 1, 0)).day;
  }
  function monthsOn(day, n) {
    var part = parts(day);
    var all = part.year * 12 + part.month - 1 + n;
    var year = Math.floor(all / 12);
    var month = all - year * 12 + 1;
    return number(year, month, Math.min(part.day, lastOf(year, month)));
  }
  function firstDay(day, months) {
    var part = parts(day);
    return number(part.year, Math.floor((part.month - 1) / months) * months + 1, 1);
  }
  function lastDay(first, months, n) {
    return monthsOn(first, months * (n + 1)) - 1;
  }

  function calendar(data) {
    function set(text) {
      var found = Object.create(null);
      text.split(" ").forEach(function (day) {
        found[day] = true;
      });
      return found;
    }
    var off = set(data.off);
    var worked = set(data.worked);
    var own = set(data.own);
    function key(day) {
      return iso(day).replace(/-/g, "");
    }
    function works(day) {
      var year = parts(day).year;
      if (year < data.first || year > data.last) {
        throw new RangeError("calendar");
      }
      return weekday(day) < 5 ? !off[key(day)] : Boolean(worked[key(day)]);
    }
    return {
      works: works,
      missing: function (day) {
        var part = parts(day);
        if (own[key(day)]) {
          return 0;
        }
        var years = part.month === 12 && part.day > 28 ? [part.year, part.year + 1] : [part.year];
        return years.filter(function (year) {
          return data.known.indexOf(year) < 0;
        })[0] || 0;
      },
      after: function (day, n) {
        var step = n > 0 ? 1 : -1;
        for (var left = Math.abs(n); left > 0; left -= 1) {
          do {
            day += step;
          } while (!works(day));
        }
        return day;
      },
      notBefore: function (day) {
        while (!works(day)) {
          day += 1;
        }
        return day;
      },
    };
  }

  function go(unit, start, n, days) {
    if (unit === "workday") {
      return days.after(start, n);
    }
    if (MONTHS[unit]) {
      return n ? monthsOn(start, n * MONTHS[unit]) : lastDay(firstDay(start, MONTHS[unit]), MONTHS[unit], 0);
    }
    if (unit === "week" && n === 0) {
      return start + 6 - weekday(start);
    }
    return start + (unit === "hour" ? Math.floor(n / 24) : unit === "week" ? n * 7 : n);
  }
  function counted(rule, start, days) {
    if (rule.when === "at") {
      return { latest: start, missing: 0 };
    }
    var n = rule.when === "before" ? (rule.n === undefined ? -1 : -rule.n) : rule.n;
    if (n === undefined || Math.abs(n) > MOST) {
      return null;
    }
    var unit = rule.unit || "day";
    var end = go(unit, start, n, days);
    var moves = n > 0 && unit !== "workday" && unit !== "hour";
    var latest = moves ? days.notBefore(end) : end;
    var from = unit === "workday" ? Math.min(start, latest) : end;
    var to = unit === "workday" ? Math.max(start, latest) : moves ? latest : end - 1;
    var missing = 0;
    for (var day = from; day <= to && !missing; day += 1) {
      missing = day === start ? 0 : days.missing(day);
    }
    return { latest: latest, missing: missing };
  }
  function inPeriod(rule, since, months) {
    if (rule.due === undefined && (rule.n || 1) > 1) {
      return monthsOn(since, months * rule.n);
    }
    var said = (rule.due || months + "-31").split("-");
    var month = said.length > 1 ? Number(said[0]) : 1;
    var due = null;
    for (var turn = 0; turn < 2 && (due === null || due < since); turn += 1) {
      var first = parts(monthsOn(firstDay(since, months), months * turn + month - 1));
      due = number(first.year, first.month, Math.min(Number(said[said.length - 1]), lastOf(first.year, first.month)));
    }
    return due;
  }
  function next(rule, since, days) {
    var months = ENDS[rule.event];
    if (months) {
      for (var turn = -2; turn < 12; turn += 1) {
        var found = counted(rule, lastDay(firstDay(since, months), months, turn), days);
        if (!found || found.latest >= since) {
          return found;
        }
      }
      return null;
    }
    if (MONTHS[rule.unit]) {
      return { latest: inPeriod(rule, since, MONTHS[rule.unit]), missing: 0 };
    }
    if (rule.unit === "week" && (rule.n || 1) === 1) {
      return { latest: since + ((Number(rule.due || 7) - 1 - weekday(since) + 7) % 7), missing: 0 };
    }
    if ((rule.n || 1) === 1) {
      return { latest: rule.unit === "workday" ? days.notBefore(since) : since, missing: 0 };
    }
    return counted(rule, since, days);
  }
  // The latest day of a demand as {latest, missing}; null where it names none or the calendar does not reach so far.
  function reached(rule, start, days) {
    try {
      if (rule.when === "by" && !rule.unit) {
        return { latest: parse(rule.due), missing: 0 };
      }
      var recurs = ENDS[rule.event] || ((rule.when === "every" || rule.when === "by") && rule.unit);
      return recurs ? next(rule, start, days) : counted(rule, start, days);
    } catch (error) {
      return null;
    }
  }

  function filled(sentence, values) {
    return sentence.replace(/\{([a-z]+)\}/g, function (hole, name) {
      return values[name] === undefined ? hole : values[name];
    });
  }
  function told(demands, start, today, days, words) {
    var part = parts(start);
    var spoken = start === today ? filled(words.full, { month: part.month, date: part.day }) : iso(start);
    var on = filled(start === today ? words.today : words.on, { day: spoken });
    return demands.reduce(function (lines, one) {
      var found = reached(one.rule, start, days);
      if (found && found.latest !== null) {
        var text = filled(words[one.tell], { on: on, said: one.said, latest: iso(found.latest) });
        text = found.missing ? filled(words.estimate, { text: text, year: found.missing }) : text;
        lines.push(one.about ? filled(words.about, { about: one.about, text: text }) : text);
      }
      return lines;
    }, []);
  }
  function localDay() {
    var now = new Date();
    return number(now.getFullYear(), now.getMonth() + 1, now.getDate());
  }
  function equip(place, data, days, count) {
    var demands = JSON.parse(place.getAttribute("data-zw-limit"));
    var today = localDay();
    var first = told(demands, today, today, days, data.words);
    if (!first.length) {
      return;
    }
    var box = document.createElement("div");
    var said = document.createElement("div");
    var label = document.createElement("label");
    var input = document.createElement("input");
    function show(lines) {
      said.textContent = "";
      lines.forEach(function (line) {
        var paragraph = document.createElement("p");
        paragraph.textContent = line;
        said.appendChild(paragraph);
      });
    }
    box.className = "zw-latest";
    said.setAttribute("aria-live", "polite");
    input.type = "date";
    input.id = "zw-day-" + count;
    input.min = data.first + "-01-01";
    input.max = data.last + "-12-31";
    input.value = iso(today);
    label.htmlFor = input.id;
    label.textContent = data.words.label;
    input.addEventListener("change", function () {
      var day = parse(input.value);
      show(day === null ? [] : told(demands, day, today, days, data.words));
    });
    show(first);
    [said, label, input].forEach(function (one) {
      box.appendChild(one);
    });
    place.appendChild(box);
  }

  window.zwgkDeadline = { calendar: calendar, reached: reached, parse: parse, iso: iso };
  if (window.zwgkDays) {
    var known = calendar(window.zwgkDays);
    document.querySelectorAll("[data-zw-limit]").forEach(function (place, count) {
      equip(place, window.zwgkDays, known, count);
    });
  }
})();
