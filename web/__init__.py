"""What the page is made of besides app.py: the components with a life of their own in the browser."""
