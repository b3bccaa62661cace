"""The generator of the portal: data packages in, a static site out.

A **package** is read (`io`, `reading`), **checked** into a **report** (`table_schema`, `checks`, `report`), understood as a **dataset**
(`dataset`), turned into **figures** with all the claims behind them (`figures`), told in sentences (`narrative`), drawn as **charts**
(`charts`), gathered into a **catalog** (`catalog`), and written as pages and downloads (`outputs`, `templates`). `publish` makes the
site of them and puts it in place at once. `build` is that pipeline on one screen, `serve` its live preview, `cli` its commands.

Everything between reading and publishing is pure. There are three extension points, each a plain function in an explicit list:
a check in `checks.CHECKS`, a chart type in `charts.CHARTS`, an output in `outputs.PAGES` or `outputs.FILES`. A language is a
folder of words in `locales`. What a text may do to a page is decided in `escape`, where a page lies in `paths`.
"""
