// Forms that make or show a passkey. They stay hidden where the browser cannot, and codes work everywhere.
const can = () => Boolean(window.PublicKeyCredential?.parseCreationOptionsFromJSON);
const named = !/^[\d.]+$|^\[/.test(location.hostname); // a passkey needs a name, not a number

const ask = async (form) => {
  const answer = await fetch(form.dataset.begin, {
    method: "POST",
    headers: { "X-CSRFToken": form.elements.csrf_token.value },
  });
  if (!answer.ok) {
    throw new Error("not begun");
  }
  const { ceremony, options } = await answer.json();
  const credential =
    form.dataset.passkey === "create"
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.ceremony.value = ceremony;
  form.elements.credential.value = JSON.stringify(credential);
};

if (can() && named) {
  document.querySelectorAll("[data-passkey-not]").forEach((words) => (words.hidden = true));
  document.querySelectorAll("form[data-passkey]").forEach((form) => {
    const failed = form.querySelector("[data-passkey-failed]");
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        await ask(form);
      } catch {
        failed.hidden = false;
        return;
      }
      form.submit();
    });
  });
}
