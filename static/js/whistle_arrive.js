// whistle_arrive.js: says by position that one is at the place, when the button is pressed.
'use strict';
{
	const form = document.getElementById('arrive');
	const button = document.getElementById('here');
	const note = document.getElementById('here-note');

	function send(position) {
		form.elements.lon.value = position.coords.longitude.toFixed(7);
		form.elements.lat.value = position.coords.latitude.toFixed(7);
		form.submit();
	}

	function refuse() {
		button.disabled = false;
		note.textContent = button.dataset.no;
	}

	if (form && button && navigator.geolocation) {
		button.hidden = false;
		button.addEventListener('click', () => {
			button.disabled = true;
			note.textContent = '';
			navigator.geolocation.getCurrentPosition(send, refuse, { enableHighAccuracy: true, timeout: 10000, maximumAge: 0 });
		});
	}
}
