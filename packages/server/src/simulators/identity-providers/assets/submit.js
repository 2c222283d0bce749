// Sends the one form of the page: the answer of the identity provider, which goes to the application by POST.
document.querySelector('form[data-submit]').submit()
