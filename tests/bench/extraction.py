"""What all facts of a text cost over Kiwi's analysis of the same text, in time of the processor:
``python -m tests.bench.extraction``. Prints the ratio; asserts nothing.
"""

import argparse
import statistics
import time

from sitegen.analyse import document_of
from sitegen.extract import facts_of
from sitegen.read import read_seed
from tests.bench.corpus import article
from tests.bench.layouts import LAYOUTS


def measured(articles: int) -> float:
    """Seconds for all facts over seconds for Kiwi, without loading: a text was read by both before.

    Article by article in turns, so that a machine whose speed drifts slows both alike.
    """
    texts = [LAYOUTS["sitegen"].text(article(number)).encode() for number in range(articles)]
    seeds = [read_seed(f"{number}.md", text) for number, text in enumerate(texts)]
    facts_of(document_of(seeds[0]))
    analysed = read = 0.0
    for seed in seeds:
        start = time.process_time()
        document = document_of(seed)
        middle = time.process_time()
        facts_of(document)
        analysed += middle - start
        read += time.process_time() - middle
    return read / analysed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    ratio = statistics.median(measured(options.articles) for _ in range(options.runs))
    print(f"All facts cost {ratio:.2f} times Kiwi's analysis of the same text.")


if __name__ == "__main__":
    main()
