// appeal_alarm.js: urgent cases on an open desk are heard: a short sound, again and again until somebody has looked, and a count in the
// tab's title. What was looked at, and until when it is silent, is kept in this browser. The sound is made here, no file is fetched.
(function () {
  "use strict";
  var SEEN = "linli-alarm-seen", MUTE = "linli-alarm-mute", AGAIN_MS = 8000, MUTE_MS = 15 * 60000, BLINK_MS = 1000;
  var english = document.documentElement.lang === "en", title = document.title, audio = null, timer = 0, blink = 0, shown = false;
  function read(key) { try { return localStorage.getItem(key) || ""; } catch (e) { return ""; } }
  function write(key, value) { try { localStorage.setItem(key, value); } catch (e) { /* for this page */ } }
  function codes() { return Array.from(document.querySelectorAll("[data-alarm]")).map(function (a) { return a.dataset.alarm; }); }
  function unseen() {
    var seen = read(SEEN).split(" ");
    return codes().filter(function (code) { return seen.indexOf(code) < 0; });
  }
  function see(list) { write(SEEN, read(SEEN).split(" ").concat(list).slice(-200).join(" ").trim()); }
  function mutedUntil() { var until = Number(read(MUTE)) || 0; return until > Date.now() ? until : 0; }

  // ---- sound: two short tones ----
  function context() {
    var Audio = window.AudioContext || window.webkitAudioContext;
    if (!audio && Audio) audio = new Audio();
    return audio;
  }
  function tone(at, hertz) {
    var o = audio.createOscillator(), g = audio.createGain();
    o.frequency.value = hertz;
    g.gain.setValueAtTime(0.0001, at);
    g.gain.exponentialRampToValueAtTime(0.3, at + 0.02);
    g.gain.exponentialRampToValueAtTime(0.0001, at + 0.28);
    o.connect(g);
    g.connect(audio.destination);
    o.start(at);
    o.stop(at + 0.3);
  }
  function sound() {
    if (!context()) return;
    if (audio.state === "suspended" && audio.resume) audio.resume();
    tone(audio.currentTime, 880);
    tone(audio.currentTime + 0.35, 660);
  }

  // ---- what the reader sees ----
  function clock(at) {
    var d = new Date(at);
    return ("0" + d.getHours()).slice(-2) + ":" + ("0" + d.getMinutes()).slice(-2);
  }
  function show(list) {
    var tools = document.getElementById("alarm-tools"), until = mutedUntil(), on = document.getElementById("alarm-on");
    if (!tools) return;
    tools.hidden = false;
    document.getElementById("alarm-seen").hidden = !list.length;
    document.getElementById("alarm-mute").textContent = until ? (english ? "Sound on again" : "恢复提示音") : (english ? "Mute for 15 minutes" : "静音 15 分钟");
    document.getElementById("alarm-until").textContent = until ? (english ? "Muted until " + clock(until) : "静音到 " + clock(until)) : "";
    on.hidden = !(list.length && !until && audio && audio.state === "suspended");
  }
  function setTitle(list) {
    shown = !shown;
    document.title = list.length && shown ? "(" + list.length + ") " + (english ? "URGENT" : "急件") + " · " + title : title;
  }
  function turn() {
    var list = unseen();
    clearTimeout(timer);
    clearInterval(blink);
    shown = false;
    setTitle(list);
    if (list.length) {
      blink = setInterval(function () { setTitle(list); }, BLINK_MS);
      if (!mutedUntil()) sound();
      timer = setTimeout(turn, AGAIN_MS);
    }
    show(list);
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-alarm]");
    if (audio && audio.state === "suspended") audio.resume();
    if (link) see([link.dataset.alarm]);
    else if (event.target.id === "alarm-seen") see(codes());
    else if (event.target.id === "alarm-mute") write(MUTE, mutedUntil() ? "0" : String(Date.now() + MUTE_MS));
    else if (event.target.id !== "alarm-on") return;
    turn();
  });
  document.addEventListener("linli-fresh", turn);
  window.addEventListener("storage", turn);
  turn();
})();
