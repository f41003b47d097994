"""Speed against the libraries we build on, as ratios measured in one run."""
