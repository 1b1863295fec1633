// What a phone can do more than a form: photos made small before they are sent, a finger's signature, the place.
const SIDE_MAX = 1600; // pixels
const BYTES_MAX = 2 * 1024 * 1024;

function put(input, blob, name) {
  const files = new DataTransfer();
  files.items.add(new File([blob], name, { type: blob.type }));
  input.files = files.files;
}

const toBlob = (canvas, type, quality) => new Promise((done) => { canvas.toBlob(done, type, quality); });

// Resolves to what is sent: the photo itself where it is small enough or cannot be read, else a smaller JPEG.
async function scaled(file) {
  let picture;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return { blob: file, picture: null };
  }
  const scale = Math.min(1, SIDE_MAX / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= BYTES_MAX && /^image\/(jpeg|png|webp)$/.test(file.type)) return { blob: file, picture };
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  return { blob: (await toBlob(canvas, 'image/jpeg', 0.82)) ?? file, picture };
}

function preview(input, picture) {
  let box = input.parentElement.querySelector('canvas.preview');
  if (!box) {
    box = document.createElement('canvas');
    box.className = 'preview';
    box.setAttribute('aria-hidden', 'true');
    input.before(box);
  }
  box.hidden = !picture;
  if (!picture) return;
  const scale = Math.min(1, 480 / Math.max(picture.width, picture.height));
  box.width = Math.round(picture.width * scale);
  box.height = Math.round(picture.height * scale);
  box.getContext('2d').drawImage(picture, 0, 0, box.width, box.height);
}

export function shrinkPhotos() {
  for (const input of document.querySelectorAll('[data-photo]')) {
    const said = input.parentElement.querySelector('[data-too-large]');
    let own = false; // the change that we make ourselves
    input.addEventListener('change', async () => {
      if (own || !input.files.length) return;
      const { form } = input;
      const wait = (event) => event.preventDefault();
      form.addEventListener('submit', wait, true); // before who sends it
      form.setAttribute('aria-busy', 'true');
      const file = input.files[0];
      const { blob, picture } = await scaled(file);
      if (blob !== file) {
        own = true;
        put(input, blob, 'photo.jpg');
        input.dispatchEvent(new Event('change', { bubbles: true }));
        own = false;
      }
      said.textContent = blob.size > BYTES_MAX ? said.dataset.tooLarge : '';
      preview(input, picture);
      form.removeAttribute('aria-busy');
      form.removeEventListener('submit', wait, true);
    });
  }
}

// A pad is an enhancement of the name beside it: without script there is none.
export function drawSignatures() {
  for (const pad of document.querySelectorAll('[data-pad]')) {
    const canvas = pad.querySelector('canvas');
    const input = pad.querySelector('[type=file]');
    const ink = canvas.getContext('2d');
    let last = null;
    const clear = () => {
      ink.fillStyle = '#fff';
      ink.fillRect(0, 0, canvas.width, canvas.height);
      input.value = '';
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const at = (event) => {
      const box = canvas.getBoundingClientRect();
      return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
    };
    const line = (from, to) => {
      ink.beginPath();
      ink.moveTo(...from);
      ink.lineTo(...to);
      ink.stroke();
    };
    pad.hidden = false;
    clear();
    Object.assign(ink, { lineWidth: 5, lineCap: 'round', lineJoin: 'round', strokeStyle: '#111' });
    canvas.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      last = at(event);
      line(last, last);
    });
    canvas.addEventListener('pointermove', (event) => {
      if (!last) return;
      const now = at(event);
      line(last, now);
      last = now;
    });
    canvas.addEventListener('pointerup', async () => {
      if (!last) return;
      last = null;
      put(input, await toBlob(canvas, 'image/png'), 'signature.png');
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    canvas.addEventListener('pointercancel', () => { last = null; });
    pad.querySelector('[data-clear]').addEventListener('click', clear);
  }
}

export function locate() {
  if (!navigator.geolocation) return;
  for (const button of document.querySelectorAll('[data-locate]')) {
    const field = document.getElementById(button.dataset.locate);
    const said = document.createElement('p');
    said.className = 'help';
    said.setAttribute('role', 'status');
    button.after(said);
    button.hidden = false;
    button.addEventListener('click', () => {
      button.setAttribute('aria-busy', 'true');
      navigator.geolocation.getCurrentPosition(({ coords }) => {
        button.removeAttribute('aria-busy');
        said.textContent = '';
        field.value = `${coords.latitude.toFixed(6)}, ${coords.longitude.toFixed(6)}`;
        field.dispatchEvent(new Event('input', { bubbles: true }));
      }, () => {
        button.removeAttribute('aria-busy');
        said.textContent = button.dataset.failed;
      }, { enableHighAccuracy: true, timeout: 20000 });
    });
  }
}
