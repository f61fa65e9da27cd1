"""Makes profiles.bin: 12,000 random profiles and who wins each, by pref_voting (https://pypi.org/project/pref-voting/).

A profile: a byte, how many options (3 to 7); a byte, how many ballots; three bytes a ballot (three bits an option from the lowest on:
its place from 0, 7 if it is not ranked); a byte, a bit a winner. Support is the strength of a link; what is not ranked counts below
all that is ranked, and as tied.
"""
import random, sys
from pref_voting.profiles_with_ties import ProfileWithTies
from pref_voting.margin_based_methods import beat_path
random.seed(20261130)
out = bytearray()
RUNS = int(sys.argv[1])
for _ in range(RUNS):
    n = random.randint(3, 7)
    k = random.randint(1, 13)
    ballots = []
    for _ in range(k):
        left = list(range(n)); random.shuffle(left)
        if random.random() < 0.35:
            left = left[: random.randint(1, n)]
        ties = random.random() < 0.4
        rank, place = {}, 0
        for c in left:
            rank[c] = place
            if not (ties and random.random() < 0.4):
                place += 1
        # Places without gaps, from 0.
        order = sorted(set(rank.values()))
        ballots.append({c: order.index(r) for c, r in rank.items()})
    profile = ProfileWithTies([dict(b) for b in ballots], rcounts=[1] * k, candidates=list(range(n)))
    profile.use_extended_strict_preference()
    winners = beat_path(profile, strength_function=lambda a, b: profile.support(a, b))
    out += bytes([n, k])
    for b in ballots:
        bits = 0
        for c in range(n):
            bits |= b.get(c, 7) << (3 * c)
        out += bits.to_bytes(3, "little")
    out.append(sum(1 << w for w in winners))
open("profiles.bin", "wb").write(out)
print(len(out))
