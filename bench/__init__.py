"""The figures of the product, measured side by side in one run; `python -m bench` prints them."""
