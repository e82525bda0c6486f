/**
 * Words that a bank's rules use in another sense than the news do, or that were not yet known in 2014, and words that
 * explain them. In the news a "settlement" is built, an "execution" is a death and an "instrument" is played.
 */
const TABLE = `
abstain refrain avoid omit
aisp provider payment account
aml laundering money illicit
anonymise anonymous conceal identity
api interface software application
arrears unpaid overdue debt
backup copy restore recovery data
bcp continuity plan contingency recovery
beneficial owner ownership interest
bic bank code identifier
bitcoin digital currency coin electronic
blockchain ledger database digital register
board directors management council
breach violation incident infringement leak
casp provider digital currency service
cdd customer identification verification checks
certificate certification document proof
cft terrorism financing laundering
channel communication means route line
charge fee cost price
ciso security officer chief information
clawback recover bonus repayment
clearing settlement payment transaction
cloud hosting computing server provider
commingle mix combine blend
complaint grievance claim dissatisfied customer
compliance comply regulatory adherence
comply adhere observe obey
contingency emergency continuity plan backup
continuity resilience recovery continue uninterrupted
controller manager responsible entity
counterparty party client trading
cpd training course
csirt incident emergency response security
custodian custody depositary safekeep keeper
custody deposit protect keep hold
crypto digital currency coin cryptographic
cryptoasset digital currency coin asset
data information records database
default failure unpaid arrears
delegate entrust assign representative
delete erase remove destroy
deontological ethical professional conduct
deposit account bank pay
director manager executive board
dismiss reject refuse remove
dispatch send deliver
dlt ledger database digital register
dpia privacy assessment impact
dpo privacy officer protection data
draft prepare write document
drill exercise test rehearsal simulation
drp recovery plan disaster
eba supervisory authority banking
eiopa supervisory authority insurance
emt digital currency electronic money
encryption encrypt cryptographic cipher
enforce apply impose implement
erase delete remove destroy
erasure deletion removal delete
escalate report refer raise inform
esma supervisory authority markets
execution perform carry implement
exercise test drill use
exposure risk loss liability
failover backup switch recovery
file record document folder
fine penalty sanction punish
fintech technology finance digital
fiu authority intelligence laundering financial
fix correct repair resolve
flag alert mark warn
forbearance relief loan debt
forward send submit transmit
fund money finance capital
headcount staff number personnel
host store provide server
holder owner client possess
iban bank account number
ict technology computer information digital
incident event disruption failure accident
insider privileged confidential information
instruct order direct request
instrument financial bond share tool
interest benefit financial concern
issue publish release grant
issuer issue bond offer
kpi indicator measure performance
kri indicator risk measure
kyc customer identification verification checks
ledger register record accounting
lodge submit file present
log record register entry
malus bonus reduction penalty
margin profit difference spread
mfa authentication password verification
microenterprise small enterprise company
mifid investment markets trading
minute record document note
nca authority supervisory competent
nda confidentiality agreement secrecy
notice notification inform communicate
notify inform report communicate alert
offeror issuer seller offer
offboarding termination departure exit
onboarding acceptance customer admission
operation transaction activity process
order instruction request trading
otp password authentication code
outage disruption interruption failure
outsource subcontract external provider supplier
overindebtedness debt excessive
patch update fix software
payee recipient beneficiary payment
payer customer payment originator
penetration testing intrusion hacking security
pep politician official public
personnel staff employees workers
phishing fraud email impersonate
pisp provider payment initiation
platform system exchange market online
playbook manual procedure handbook
portability transfer move transmit
post publish display
prepayment advance payment
processor processing provider contractor
principal main chief
prompt quick immediate swift promptly
pseudonymise anonymous conceal encrypt
psp provider payment service
ransomware malware virus attack
record register document file keep
recover restore regain recovery
recovery restore restoration recover resume
rectification correction correct amend
redeem refund repay exchange
redemption redeem refund repayment exchange
redress compensation remedy refund
register record list registry
remedy correct solution fix
report inform notify submit communicate
reserve assets fund backing
restore recover reinstate return
retain keep preserve hold
retention keep preserve storage archive
review examine assess revise
ringfence separate protect isolate
rollback restore reverse undo
rto recovery time resume
rpo recovery point data
runbook manual procedure handbook
safekeeping custody protect hold deposit
sanction penalty fine measure
sca authentication password verification customer
screen check examine verify
security protection safety secure
segregate separate distinct apart
sepblac authority laundering intelligence financial
settle resolve pay complete
settlement payment resolve clearing completion
siem monitoring security detection
sign signature approve
sla agreement service contract
sms message text phone
stablecoin digital currency coin
staff employees personnel workers
statement document declaration account
store keep save storage data
subject person individual
submit present send file
subprocessor subcontractor processing provider
suspend halt stop block
suspension halt stop block
terminate end cancel cease
tippee insider recipient
tlpt testing security hacking simulation
token digital coin asset currency
tokenise digital encrypt
trail record trace log
transmit send communicate transfer
ubo owner beneficiary ownership
unhosted private digital
unsubscribe cancel withdraw subscription
uptime availability operational
vet check examine scrutinize
vulnerable weak exposed risk
wallet account digital purse
withdraw cancel revoke remove
workflow process procedure work
workstream project work process
`;

/** The words, folded, each with the words that explain it. */
export const WORDS_OF_ART: ReadonlyMap<string, readonly string[]> = new Map(
  TABLE.trim()
    .split('\n')
    .map((line) => {
      const [word = '', ...explained] = line.split(' ');
      return [word, explained];
    }),
);
