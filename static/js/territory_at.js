// territory_at.js: fills in where the reader stands, when they ask for it.
'use strict';
{
	const button = document.getElementById('here');
	const note = document.getElementById('here-note');

	function fill(position) {
		const form = button.form;
		form.elements.lon.value = position.coords.longitude.toFixed(7);
		form.elements.lat.value = position.coords.latitude.toFixed(7);
		form.elements.datum.value = 'wgs84'; // what browsers say, whatever the district writes
		form.submit();
	}

	function refuse() {
		button.disabled = false;
		note.textContent = button.dataset.no;
	}

	if (button && navigator.geolocation) {
		button.hidden = false;
		button.addEventListener('click', () => {
			button.disabled = true;
			navigator.geolocation.getCurrentPosition(fill, refuse, { enableHighAccuracy: true, timeout: 10000 });
		});
	}
}
