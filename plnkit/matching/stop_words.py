"""Words that say nothing of the matter in a text of somebody who asks or offers.

Beside the small words of some languages these are the words of asking and offering themselves: two
who "want to learn how to" do something have nothing in common yet.
"""

_ENGLISH = """
a across after ago am an and any anybody anyone are as ask at be because been before best better
between but by can could did do does doing don during each every everybody everyone few first for
from get gets getting give given gives giving good great had happy has have having he help helping
her here his how i if improve in into is it its just know knowing learn learned learning like ll
long lot lots m made make makes making many me more most much my need new no not of offer offers on
one or other our out people person re really run running s same say saying share she should show so
some somebody someone something such t teach teaching than that the their them then there these
they thing things this those three through time to two up us use used using ve very want was way
ways we well were what when where which while who why will with without work working would year
years you your
"""
_GERMAN = """
ab aber alle als am an andere anderen auch auf aus bei beim bin bis das dass dein dem den der des die
dir du durch ein eine einem einen einer eines er erste ersten es fur gebe geben gern gerne gut habe
haben hat helfen helfe hilfe ich ihr ihre im in ist ja jahre jahren jemand kann konnen lerne lernen
leute mache machen mal man mehr mein meine meinem meinen meiner mich mir mit mochte muss nach nicht
noch nur ob oder ohne sehr sein seine seit sich sie sind so suche uber um und uns unser unsere von vor
war was wenn wer werden wie will wir wird wo zeigen zu zum zur besser brauche biete
"""
_SPANISH = """
al algo ano anos aprender ayuda ayudar busco como con cual cuando dar de del desde e el ella ellos en
ensenar enseno es esta estan estar este esto estoy fue gente gusta gustaria ha hacer hay la las le les
lo los mas me mejor mejorar mi mis mucho muy necesito ni nos o ofrezco otros para pero persona personas
por porque puedo que quiero saber se sea ser si sin sobre son soy su sus te tengo tiempo todo tu un una
unas uno unos y ya yo
"""
_FRENCH = """
aide aider ans apprendre au aussi aux avec besoin bien c ce ces cherche comment d dans de des donc
donner du elle en est et etre eu faire gens il ils j je l la le les leur leurs lui ma mais me meme mes
mieux mon n ne nos notre nous offre on ont ou par pas peux plus pour propose puis qu quand que qui s sa
sans savoir se ses si son sont suis sur te tres tu un une veux voudrais vos votre vous y
"""
_OTHERS = """
aprender ajudar com como da das do dos e em eu mais meu minha nao nas no nos para preciso quero uma
alla che con cosa di gli ho il imparare io mio nel non per piu sono una voglio
aan bij dat de een en het hoe ik leren met mijn naar niet op te van voor wil zijn
в для и из как на не о от по с со у я мне меня могу можно мы научиться учиться хочу что это
في من على عن الى ان كيف اريد ما هو هي مع او و اتعلم اعلم هذا هذه يمكنني استطيع
और का की के को कैसे करना चाहता चाहती में मैं से सीखना है हूं हूँ
하기 하고 하는 싶어 싶습 습니 니다 어요 합니 배우 우고 방법 수 저는 잘
上手 作 分 学习 想学 学会 可以 我想 我可 以教 怎么 如何 希望 提供 帮助 教 方 人 私 思 方法
"""

STOP_WORDS = frozenset((_ENGLISH + _GERMAN + _SPANISH + _FRENCH + _OTHERS).split())
