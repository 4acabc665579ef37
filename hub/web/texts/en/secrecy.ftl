# Release from professional secrecy: a question of its own in the talk (D25)

talk-release = Release from professional secrecy
talk-release-link = Ask for a release from professional secrecy
talk-release-add = Add a release from professional secrecy
talk-release-text = A question and a paper of its own: whoever is bound to secrecy (§ 203 StGB) may then speak with the person named. It is no consent to see anything.
talk-release-not = Ask for consent instead
talk-release-bound = Who shall be allowed to speak?
talk-release-bound-hint = The person or their function, for example “Dr Example, paediatrician”. Nobody can release an institution as a whole.
talk-release-recipient = With whom?
