# Each target sets up all that it needs; the second run uses the set-up again.
.PHONY: site test serve check bench golden setup
export NO_MKDOCS_2_WARNING = 1

site: setup        ## build the whole portal into site/
	@.venv/bin/portal build

test: setup        ## everything that must hold: check, then the whole suite with a real browser
	@.ci/browser >/dev/null && $(MAKE) --no-print-directory check && .venv/bin/python -m pytest -n 2 -m "not site and not browser"
	@CHROMIUM="$$(.ci/browser)" .venv/bin/python -m pytest -n 2 --dist loadfile -m "site or browser"

serve: setup       ## live preview on 127.0.0.1:8000
	@.venv/bin/portal serve

check: setup       ## lint, types, architecture, and the packages in datasets/
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy && .venv/bin/lint-imports
	@.venv/bin/portal check

bench: setup       ## benchmarks; prints tables of ratios
	@.venv/bin/python -m benchmarks

golden: setup      ## rewrite the expected files of the golden portals and the reference of checks; look at the diff
	@.venv/bin/python -m pytest tests/test_golden.py tests/test_examples.py tests/corpus/test_listing.py --update-golden

setup:
	@.ci/setup
