"""How long does `import plnkit` take, next to what a notebook usually begins with?"""

import subprocess
import sys

from timing import measure, table


def importing(module: str):
    return lambda: subprocess.run([sys.executable, "-c", f"import {module}"], check=True)


if __name__ == "__main__":
    ways = {
        "import plnkit": importing("plnkit"),
        "python itself, nothing imported": importing("sys"),
        "import plotly.graph_objects": importing("plotly.graph_objects"),
        "import sqlalchemy": importing("sqlalchemy"),
        "import ipywidgets": importing("ipywidgets"),
    }
    table("Importing, a fresh process each", measure(ways, 15), "under 500 ms")
