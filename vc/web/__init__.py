"""The page: see page.py first. What runs in the browser is in assets, the live 3-D stage in stage."""
