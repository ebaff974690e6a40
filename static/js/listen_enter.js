// listen_enter.js: typing while people speak: Enter makes the next line, what is typed is kept in this browser until the server has it, and
// waits for the network when it is away. The form works without it.
'use strict';
{
	const form = document.querySelector('form.entry');
	const lines = document.getElementById('lines');
	const bar = document.getElementById('draft');
	const offline = document.getElementById('offline');
	const KEY = 'linli ' + form.dataset.draft + ' ' + form.dataset.reader;
	const MOST = Number(form.dataset.most);
	const DAY_MS = 86400000;
	const AGAIN_MS = 15000;
	let offered = null;
	let again = 0;

	// ---- lines ----

	function textOf(line) {
		return line.querySelector('input[name^=text]');
	}

	// The same fields under the next number, empty.
	function addLine() {
		const last = lines.lastElementChild;
		const was = last.dataset.line;
		const is = String(Number(was) + 1);
		const line = last.cloneNode(true);

		if (Number(is) > MOST) return null;
		line.dataset.line = is;
		line.querySelector('legend span').textContent = is;
		line.querySelectorAll('.bad, [role=alert], .meta').forEach((e) => e.remove());
		line.querySelectorAll('*').forEach((e) => {
			for (const name of ['id', 'name', 'for', 'aria-describedby'])
				if (e.hasAttribute(name)) e.setAttribute(name, e.getAttribute(name).replace(new RegExp(was + '(?=$|-)'), is));
			e.removeAttribute('aria-invalid');
			if (e.name) e.value = '';
		});
		lines.append(line);
		return line;
	}

	lines.addEventListener('keydown', (event) => {
		const line = event.target.closest('[data-line]');

		if (event.key !== 'Enter' || event.isComposing || event.target.tagName === 'SELECT') return;
		event.preventDefault();
		const next = line.nextElementSibling || addLine();
		if (next) textOf(next).focus();
	});

	// ---- draft: of this reader, for a day; offered, never put back unasked ----

	function read() {
		try {
			const draft = JSON.parse(window.localStorage.getItem(KEY));
			return draft && Date.now() - draft.at < DAY_MS ? draft : null;
		} catch (e) {
			return null;
		}
	}

	function forget() {
		try { window.localStorage.removeItem(KEY); } catch (e) { /* nothing was kept */ }
	}

	function values() {
		const all = {};

		for (const e of form.elements)
			if (e.name && !['csrf', 'act', 'version'].includes(e.name)) all[e.name] = e.type === 'checkbox' ? e.checked : e.value;
		return all;
	}

	function keep() {
		if (offered) return;
		try {
			window.localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), version: form.elements.version.value, values: values() }));
		} catch (e) { /* private mode: nothing is kept */ }
	}

	function put(draft) {
		while (Object.keys(draft.values).some((n) => /^text\d+$/.test(n) && draft.values[n] && !form.elements[n]))
			if (!addLine()) break;
		for (const [name, value] of Object.entries(draft.values)) {
			const e = form.elements[name];
			if (!e) continue;
			if (e.type === 'checkbox') e.checked = value; else e.value = value;
		}
	}

	function answer(restoring) {
		const draft = offered;
		offered = null;
		bar.hidden = true;
		if (restoring) { put(draft); keep(); } else forget();
	}

	{
		const draft = read();
		const now = values();
		// What the server has was sent; a form that was refused holds what was typed.
		if (draft && draft.sent && Number(form.elements.version.value) > Number(draft.version)) forget();
		else if (draft && Object.keys(draft.values).some((n) => draft.values[n] && draft.values[n] !== now[n])) {
			offered = draft;
			bar.hidden = false;
			bar.querySelector('[data-go]').addEventListener('click', () => answer(true));
			bar.querySelector('[data-drop]').addEventListener('click', () => answer(false));
		}
	}
	form.addEventListener('input', keep);

	// ---- sending, when there is a network ----

	function reachable() {
		if (navigator.onLine === false) return Promise.resolve(false);
		return fetch('/health', { method: 'HEAD', cache: 'no-store' }).then(() => true, () => false);
	}

	let pressed = null;
	function retry() {
		clearTimeout(again);
		if (pressed) form.requestSubmit(pressed);
	}

	function sent() {
		try {
			window.localStorage.setItem(KEY, JSON.stringify({
				at: Date.now(), version: form.elements.version.value, sent: true, values: values() }));
		} catch (e) { /* nothing is kept */ }
	}

	let sure = false;
	form.addEventListener('submit', (event) => {
		if (sure) return;
		event.preventDefault();
		pressed = event.submitter;
		reachable().then((there) => {
			offline.hidden = there;
			if (!there) {
				again = setTimeout(retry, AGAIN_MS);
				return;
			}
			sent();
			sure = true;
			form.requestSubmit(pressed);
			sure = false;
		});
	});
	window.addEventListener('online', retry);
}
