"""What the measures and the advice rest on.

A field stands here only where it was found in the paper, at its publisher, or in independent lists
of references; what was not found is left out.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """A publication: author, year, title, where it appeared, and its DOI where there is one."""

    author: str
    year: str
    title: str
    where: str = ""
    doi: str = ""

    @property
    def short(self) -> str:
        """The source as it is named in a sentence: "Burt (2004)"."""
        return f"{self.author} ({self.year})"

    @property
    def full(self) -> str:
        """The whole reference, as text."""
        parts = (f"{self.short}. {self.title}.", self.where and f"{self.where}.", self._doi)
        return " ".join(filter(None, parts))

    @property
    def _doi(self) -> str:
        return f"doi:{self.doi}" if self.doi else ""


# --- of the measures ----------------------------------------------------------------------------

BLAU_1977 = Source(
    "Blau", "1977", "Inequality and Heterogeneity: A Primitive Theory of Social Structure",
    "Free Press",
)  # fmt: skip
BORGATTI_1997 = Source(
    "Borgatti", "1997", "Structural Holes: Unpacking Burt's Redundancy Measures",
    "Connections 20(1), 35-38",
)  # fmt: skip
BURT_1992 = Source(
    "Burt", "1992", "Structural Holes: The Social Structure of Competition",
    "Harvard University Press", "10.4159/9780674029095",
)  # fmt: skip
EVERETT_2005 = Source(
    "Everett & Borgatti", "2005", "Ego network betweenness",
    "Social Networks 27(1), 31-38", "10.1016/j.socnet.2004.11.007",
)  # fmt: skip
KRACKHARDT_1988 = Source(
    "Krackhardt & Stern", "1988",
    "Informal Networks and Organizational Crises: An Experimental Simulation",
    "Social Psychology Quarterly 51(2), 123-140", "10.2307/2786835",
)  # fmt: skip
MUELLER_1961 = Source(
    "Mueller & Schuessler", "1961", "Statistical Reasoning in Sociology", "Houghton Mifflin"
)
SHANNON_1948 = Source(
    "Shannon", "1948", "A Mathematical Theory of Communication",
    "Bell System Technical Journal 27(3), 379-423", "10.1002/j.1538-7305.1948.tb01338.x",
)  # fmt: skip

# --- of the advice ------------------------------------------------------------------------------

BAKER_2020 = Source(
    "Baker", "2020",
    "All You Have to Do Is Ask: How to Master the Most Important Skill for Success",
)  # fmt: skip
BURT_2004 = Source(
    "Burt", "2004", "Structural Holes and Good Ideas",
    "American Journal of Sociology 110(2), 349-399", "10.1086/421787",
)  # fmt: skip
CROSS_2011 = Source(
    "Cross & Thomas", "2011", "A Smarter Way to Network", "Harvard Business Review, July"
)
DUNBAR_2018 = Source(
    "Dunbar", "2018", "The Anatomy of Friendship",
    "Trends in Cognitive Sciences 22(1), 32-51", "10.1016/j.tics.2017.10.004",
)  # fmt: skip
DUNBAR_2020 = Source(
    "Dunbar", "2020",
    "Structure and function in human and primate social networks: implications for diffusion, "
    "network stability and health",
    "Proceedings of the Royal Society A 476(2240), 20200446", "10.1098/rspa.2020.0446",
)  # fmt: skip
FLYNN_2008 = Source(
    "Flynn & Lake", "2008",
    "If You Need Help, Just Ask: Underestimating Compliance With Direct Requests for Help",
    "Journal of Personality and Social Psychology 95(1), 128-143", "10.1037/0022-3514.95.1.128",
)  # fmt: skip
GOLLWITZER_2006 = Source(
    "Gollwitzer & Sheeran", "2006",
    "Implementation intentions and goal achievement: A meta-analysis of effects and processes",
    "Advances in Experimental Social Psychology 38, 69-119", "10.1016/S0065-2601(06)38002-1",
)  # fmt: skip
GRANT_2013 = Source("Grant", "2013", "Give and Take: A Revolutionary Approach to Success", "Viking")
LEVIN_2004 = Source(
    "Levin & Cross", "2004",
    "The Strength of Weak Ties You Can Trust: The Mediating Role of Trust in Effective Knowledge "
    "Transfer",
    "Management Science 50(11), 1477-1490", "10.1287/mnsc.1030.0136",
)  # fmt: skip
LEVIN_2011 = Source(
    "Levin, Walter & Murnighan", "2011", "Dormant Ties: The Value of Reconnecting",
    "Organization Science 22(4), 923-939", "10.1287/orsc.1100.0576",
)  # fmt: skip
LINDENFORS_2021 = Source(
    "Lindenfors, Wartel & Lind", "2021", "“Dunbar's number” deconstructed",
    "Biology Letters 17(5), 20210158", "10.1098/rsbl.2021.0158",
)  # fmt: skip
LIU_2023 = Source(
    "Liu, Rim, Min & Min", "2023",
    "The Surprise of Reaching Out: Appreciated More Than We Think",
    "Journal of Personality and Social Psychology 124(4), 754-771", "10.1037/pspi0000402",
)  # fmt: skip
MARSDEN_1984 = Source(
    "Marsden & Campbell", "1984", "Measuring Tie Strength",
    "Social Forces 63(2), 482-501", "10.1093/sf/63.2.482",
)  # fmt: skip
MARSDEN_2012 = Source(
    "Marsden & Campbell", "2012", "Reflections on Conceptualizing and Measuring Tie Strength",
    "Social Forces 91(1), 17-23",
)  # fmt: skip
MCPHERSON_2001 = Source(
    "McPherson, Smith-Lovin & Cook", "2001",
    "Birds of a Feather: Homophily in Social Networks",
    "Annual Review of Sociology 27, 415-444", "10.1146/annurev.soc.27.1.415",
)  # fmt: skip
NEAL_2024 = Source(
    "Neal", "2024",
    "The not-so-forbidden triad: Evaluating the assumptions of the Strength of Weak Ties",
    "Network Science 12, 289-304", "10.1017/nws.2024.12",
)  # fmt: skip
RAJAGOPAL_2012 = Source(
    "Rajagopal, Joosten-ten Brinke, Van Bruggen & Sloep", "2012",
    "Understanding personal learning networks: Their structure, content and the networking "
    "skills needed to optimally use them",
    "First Monday 17(1)",
)  # fmt: skip
RAJKUMAR_2022 = Source(
    "Rajkumar, Saint-Jacques, Bojinov, Brynjolfsson & Aral", "2022",
    "A causal test of the strength of weak ties",
    "Science 377(6612), 1304-1310", "10.1126/science.abl4476",
)  # fmt: skip
SHEERAN_2024 = Source(
    "Sheeran, Listrom & Gollwitzer", "2024",
    "The when and how of planning: Meta-analysis of the scope and components of implementation "
    "intentions in 642 tests",
    "European Review of Social Psychology 36(1), 162-194", "10.1080/10463283.2024.2334563",
)  # fmt: skip
WALTER_2015 = Source(
    "Walter, Levin & Murnighan", "2015",
    "Reconnection Choices: Selecting the Most Valuable (vs. Most Preferred) Dormant Ties",
    "Organization Science",
)  # fmt: skip
