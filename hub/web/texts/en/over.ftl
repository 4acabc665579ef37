# After signing: who else has to be asked (D17)

talk-over-title = Somebody is still missing (for the worker)
talk-over-text = For the answers to open anything, others have to agree as well. The questions are the same; everybody answers for themselves.
talk-over-talk = Prepare a talk with { $name }
talk-over-page = Ask { $name } on the family page
