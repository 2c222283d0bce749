// Sends the form on its way, so that nobody has to press its button.
document.querySelector('form').submit()
