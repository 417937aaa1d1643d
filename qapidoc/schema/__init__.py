"""Trees to a model: include graph, roots, names, the checks of QEMU's front end."""
