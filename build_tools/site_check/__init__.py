"""The checker of the built site (「网站检查」): every page read once, every address in it followed within the folder.

``markup`` cuts a page into tags, ``attributes`` knows what each attribute is for, ``address`` reads an address as a
browser does, ``page``, ``sheet`` and ``data`` say what one file holds, ``links`` where it leads; ``site`` walks the
folder, and ``repeats`` gathers what is wrong on every page. Nothing is ever fetched.
"""
