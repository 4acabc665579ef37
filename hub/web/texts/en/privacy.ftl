# About data protection: the page that every family can read without signing in (Art. 13, 26 GDPR)

privacy-title = Data protection
privacy-text = For families in the Familienmanagement (FAM): who is responsible, what happens even without your yes, and which rights you have. You need not sign in for this page.
privacy-short = In plain words
privacy-short-who = Two offices work together: the job centre and the youth office. Both look after the joint record together. Each looks after its own data alone.
privacy-short-yes = With your yes the others may read. Without your yes we show only what a law permits.
privacy-short-no = Your no does **not** change the money from the job centre. Your no does **not** change the help from the youth office.
privacy-short-protection = Is a child in danger? Then the youth office helps. Even without your yes. If it can, it speaks with you first.
privacy-short-rights = You may ask: what is stored about me? You may say: that is wrong. Or: delete that. You may complain.
privacy-yes = Your yes and your no
privacy-yes-text = One office sees data of the other with your yes, or with the yes of those who decide for you. Without a yes only what a law permits in the single case is shown. You do not have to agree. You get money from the job centre and help from the youth office all the same. For FAM we need a yes to contact and joint planning. Otherwise FAM may not be possible. Everything else is free.
privacy-protection = If a child is in danger
privacy-protection-text = If a child is in danger, professionals may or must act, even without your yes. If that does not endanger the child, they speak with you first (§ 8a SGB VIII, § 4 KKG).
