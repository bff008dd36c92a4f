"""Make the avatar files of vc/render/avatar/data from formulas: signed distance fields, meshes, weights, light."""
