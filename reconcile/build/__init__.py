"""Development-time builder of the data tables (extra `data`); nothing at run time imports it.

`python -m reconcile.build [STEP ...] [--cache DIR]` writes the tables again, byte for byte. Each
step is a function from packaged, licensed sources to files under `reconcile/*/data/`.
"""
