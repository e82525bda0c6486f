import json,numpy as np,sys
from scipy.optimize import minimize
def load(p='./kept/feats.json'): return json.load(open(p))
GR='weak_norm weak_can weak_verb hedge denied denied_widely opposite allowed laxer time_absent time_unlike prompt_absent afterwards slow recipient_wrong recipient_mention recipient_absent not_board excepted left_out only over qualified restricted conditional'.split()
def sfeat(s,names):
    n=max(1,s['count']); ln=np.log(1+n)
    d=dict(s); d.update(contrast=s['alone']-s['mean'],cnext=s['alone']-s['next'],ev=s['spread']*np.sqrt(2*np.log(max(2,n))),logn=ln,lrec=np.log(.05+s['recall']),lalone=np.log(.05+s['alone']),lnext=np.log(.05+s['next']),lmean=np.log(.05+s['mean']))
    return [d.get(k,0) for k in names]
NO=dict(recall=0,alone=0,act=0,count=1,mean=0,spread=0,next=0)
def rows(data,names,grounds):
    S=[];F=[];grp=[];samp=[]
    meta=[]
    g=0
    for o in data:
        if not o['duties']: continue
        for d in o['duties']:
            P=[p for p in d['policies'] if p] or [dict(support=NO,findings=[])]
            top=max([p['evidence'][0]['score'] for p in P if p.get('evidence')] or [0])
            for p in P:
                if p.get('evidence') and p['evidence'][0]['score']<.8*top: continue
                S.append(sfeat(p['support'],names))
                f={}
                for x in p['findings']: f[x['ground']]=max(f.get(x['ground'],0),x['strength'])
                F.append([f.get(k,0) for k in grounds]); grp.append(g); samp.append(len(meta))
            g+=1
        meta.append((o['half'],o['id'],o['kind']))
    return np.array(S),np.array(F),np.array(grp),np.array(samp),meta
sig=lambda x:1/(1+np.exp(-np.clip(x,-30,30)))
class Model:
    def __init__(s,S,F,grp,samp,meta,w): 
        s.S=S;s.F=F;s.grp=grp;s.samp=samp;s.meta=meta;s.w=w;s.k=S.shape[1];s.y=np.array([m[2]!='covered' for m in meta],float)
        # duty->sample
    def parts(s,th):
        a=th[0]+s.S@th[1:1+s.k]; b=th[1+s.k]+s.F@th[2+s.k:]
        pa,pb=sig(a),sig(b); g=1-(1-pa)*(1-pb)
        # min within grp, max within samp
        order=np.lexsort((g,s.grp)); first=np.ones(len(order),bool); first[1:]=s.grp[order][1:]!=s.grp[order][:-1]
        mn=order[first]
        o2=np.lexsort((-g[mn],s.samp[mn])); f2=np.ones(len(o2),bool); f2[1:]=s.samp[mn][o2][1:]!=s.samp[mn][o2][:-1]
        ch=mn[o2][f2]
        return pa,pb,g,ch
    def loss(s,th,idx=None,ridge=None,pair=0):
        pa,pb,g,ch=s.parts(th); sm=s.samp[ch]
        gg=np.clip(g[ch],1e-6,1-1e-6); y=s.y[sm]; w=s.w[sm]
        if idx is not None: w=w*idx[sm]
        L=-(w*(y*np.log(gg)+(1-y)*np.log(1-gg))).sum()/w.sum()
        dg=(w*(-y/gg+(1-y)/(1-gg)))/w.sum()
        A=pa[ch];B=pb[ch]
        da=dg*A*(1-A)*(1-B); db=dg*B*(1-B)*(1-A)
        if pair:
            l=np.log(gg/(1-gg)); dl=1/(gg*(1-gg)); gp=np.zeros(len(ch))
            for h,wt in (('own',.3),('tuning',1.),('demo',.15)):
                inh=np.array([m[0]==h for m in s.meta])[sm]
                c=np.where((y==0)&(w>0)&inh)[0]; p=np.where((y==1)&(w>0)&inh)[0]
                if not len(c) or not len(p): continue
                D=(l[p][:,None]-l[c][None,:])/s.T; z=sig(-D); n=wt/(len(p)*len(c))
                L+=pair*n*np.log1p(np.exp(-np.clip(D,-30,30))).sum()
                gp[p]-=n*z.sum(1)/s.T; gp[c]+=n*z.sum(0)/s.T
            gp*=pair*dl
            da+=gp*A*(1-A)*(1-B); db+=gp*B*(1-B)*(1-A)
        grad=np.concatenate([[da.sum()],s.S[ch].T@da,[db.sum()],s.F[ch].T@db])
        if ridge is not None:
            L+=(ridge[0]*(th-ridge[1])**2).sum(); grad+=2*ridge[0]*(th-ridge[1])
        return L,grad
    T=.7
    init=None
    def fit(s,idx=None,pair=0,lam=.0005):
        th0=np.concatenate([[3],np.zeros(s.k),[-3],np.full(s.F.shape[1],4.)]) if s.init is None else s.init.copy()
        r=np.full(len(th0),lam); r[0]=r[1+s.k]=lam/10; 
        b=[(None,None)]*(1+s.k)+[(None,None)]+[(0,9)]*s.F.shape[1]
        prior=np.concatenate([[3],np.zeros(s.k),[-3],np.full(s.F.shape[1],3.)]) if s.init is None else s.init
        return minimize(lambda t:s.loss(t,idx,(r,prior),pair),th0,jac=True,method='L-BFGS-B',bounds=b,options=dict(maxiter=500)).x
    def gaps(s,th):
        pa,pb,g,ch=s.parts(th); out=np.zeros(len(s.meta)); out[s.samp[ch]]=g[ch]; return out
def auc(a,b):
    a=np.array(a);b=np.array(b); return (np.sum(b[:,None]>a[None,:])+.5*np.sum(b[:,None]==a[None,:]))/(len(a)*len(b))
def isnew(i):
    a,n=i.split('-'); return int(n)>(8 if a=='pmica' else 6)
SEL=(('own',lambda m:m[0]=='own'),('tun',lambda m:m[0]=='tuning'),('old',lambda m:m[0]=='tuning' and not isnew(m[1])),('new',lambda m:m[0]=='tuning' and isnew(m[1])),('demo',lambda m:m[0]=='demo'))
def report(meta,g,kinds=False):
    out=[]
    for nm,sel in SEL:
        c=[x for m,x in zip(meta,g) if sel(m) and m[2]=='covered']; p=[x for m,x in zip(meta,g) if sel(m) and m[2]!='covered']
        out.append('%s %.3f'%(nm,auc(c,p)))
    s=' '.join(out)
    if kinds:
        for nm,sel in SEL[1:2]:
            c=[x for m,x in zip(meta,g) if sel(m) and m[2]=='covered']
            for k in sorted({m[2] for m in meta if sel(m) and m[2]!='covered'}):
                s+='\n   %s %s %.3f'%(nm,k,auc(c,[x for m,x in zip(meta,g) if sel(m) and m[2]==k]))
    d=[(m[2]=='covered',x) for m,x in zip(meta,g) if m[0]=='demo']
    for t in (.3,.5,.7): s+='  demo@%.1f found %d cov %d'%(t,sum(x>=t for c,x in d if not c),sum(x<t for c,x in d if c))
    return s
def weights(meta,W=dict(own=1,tuning=2,demo=.6)):
    w=np.zeros(len(meta)); 
    for h in W:
        for y in (0,1):
            ix=[i for i,m in enumerate(meta) if m[0]==h and (m[2]!='covered')==bool(y)]
            w[ix]=W[h]/max(1,len(ix))
    return w
def cv(data,names,pair=0,init=None,grounds=GR,lam=.0005,verbose=True,kinds=False,W=dict(own=1,tuning=2,demo=.6)):
    S,F,grp,samp,meta=rows(data,names,grounds); w=weights(meta,W); m=Model(S,F,grp,samp,meta,w); m.init=init
    ids=sorted({x[1] for x in meta}); rng=np.random.RandomState(1); perm=rng.permutation(len(ids)); fold={i:perm[n]%6 for n,i in enumerate(ids)}
    fo=np.array([fold[x[1]] for x in meta]); g=np.zeros(len(meta))
    for f in range(6):
        th=m.fit((fo!=f).astype(float),pair,lam); g[fo==f]=m.gaps(th)[fo==f]
    th=m.fit(None,pair,lam)
    if verbose:
        print('CV ',report(meta,g,kinds)); print('fit',report(meta,m.gaps(th)))
        print('  ',' '.join('%s %.2f'%(n,v) for n,v in zip(['const']+names+['SHORT']+grounds,th)))
    return th,g,meta
if __name__=='__main__':
    data=load()
    for names in (['recall','alone','act'],['recall','alone','act','next'],['recall','alone','act','mean'],['recall','alone','act','mean','ev'],['recall','alone','act','next','mean','logn'],['lrec','lalone','act','lnext'],['lrec','lalone','act','lmean']):
        print(names); cv(data,names)
    print('pair'); cv(data,['recall','alone','act','next','logn'],pair=.5,kinds=True)
