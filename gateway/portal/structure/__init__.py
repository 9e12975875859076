"""หน่วยงานและโครงสร้าง: the tree, an agency's details, reorganisation, and agencies from a file."""

from gateway.portal.structure import details, imports, reorganising, requests, tree

ALL = (tree.routes, details.routes, reorganising.routes, requests.routes, imports.routes)
