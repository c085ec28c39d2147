"""Settings of Sphinx for the site. It asks the network for nothing: furo has no fonts or scripts from elsewhere."""

project = "newsloom"
extensions = ["myst_parser"]
root_doc = "README"
html_theme = "furo"
html_title = "newsloom"
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
pygments_style = "tango"
pygments_dark_style = "monokai"
myst_heading_anchors = 3
myst_links_external_new_tab = False
suppress_warnings = ["misc.highlighting_failure"]  # Power Query has no lexer; links that lead nowhere are errors
