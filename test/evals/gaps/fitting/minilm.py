import numpy as np, json
from safetensors.numpy import load_file
from tokenizers import Tokenizer
P='./kept/emb/ml/m/all_minilm_l6_v2/z/'
import glob,os
if not os.path.exists(P+'model.safetensors'): P=os.path.dirname(glob.glob('./kept/emb/ml/m/all_minilm_l6_v2/z/**/model.safetensors',recursive=True)[0])+'/'
W=load_file(P+'model.safetensors'); T=Tokenizer.from_file(P+'tokenizer.json'); T.no_padding()
def ln(x,p): 
    m=x.mean(-1,keepdims=True);v=x.var(-1,keepdims=True)
    return (x-m)/np.sqrt(v+1e-12)*W[p+'.weight']+W[p+'.bias']
from scipy.special import erf
def lin(x,p): return x@W[p+'.weight'].T+W[p+'.bias']
pre='' if 'embeddings.word_embeddings.weight' in W else 'bert.'
def forward(ids,mask):
    B,L=ids.shape
    x=W[pre+'embeddings.word_embeddings.weight'][ids]+W[pre+'embeddings.position_embeddings.weight'][:L]+W[pre+'embeddings.token_type_embeddings.weight'][0]
    x=ln(x,pre+'embeddings.LayerNorm')
    H=12;d=x.shape[-1]//H
    for l in range(6):
        q=f'{pre}encoder.layer.{l}.'
        sp=lambda y:y.reshape(B,L,H,d).transpose(0,2,1,3)
        Q,K,Vv=[sp(lin(x,q+'attention.self.'+n)) for n in('query','key','value')]
        a=Q@K.transpose(0,1,3,2)/np.sqrt(d)+np.where(mask[:,None,None,:]>0,0,-1e9)
        a=np.exp(a-a.max(-1,keepdims=True));a/=a.sum(-1,keepdims=True)
        o=(a@Vv).transpose(0,2,1,3).reshape(B,L,-1)
        x=ln(x+lin(o,q+'attention.output.dense'),q+'attention.output.LayerNorm')
        h=lin(x,q+'intermediate.dense');h=h*.5*(1+erf(h/np.sqrt(2)))
        x=ln(x+lin(h.astype(np.float32),q+'output.dense'),q+'output.LayerNorm')
    return (x*mask[...,None]).sum(1)/mask.sum(1,keepdims=True)
def embed(texts,bs=256):
    out=[None]*len(texts); enc=[T.encode(t).ids[:128] for t in texts]
    order=sorted(range(len(texts)),key=lambda i:len(enc[i]))
    for s in range(0,len(order),bs):
        ix=order[s:s+bs];L=max(len(enc[i]) for i in ix)
        ids=np.zeros((len(ix),L),int);m=np.zeros((len(ix),L),np.float32)
        for r,i in enumerate(ix): ids[r,:len(enc[i])]=enc[i];m[r,:len(enc[i])]=1
        e=forward(ids,m); e/=np.linalg.norm(e,axis=1,keepdims=True)
        for r,i in enumerate(ix): out[i]=e[r]
    return np.array(out)
if __name__=='__main__':
    F=json.load(open('./kept/forms.json'))['en']
    words=sorted({w for f in F.values() for w in f}); print(len(words))
    E=dict(zip(words,embed(words)))
    out={}
    for r,f in F.items():
        s=sum(np.sqrt(c)*E[w] for w,c in f.items()); out[r]=s/np.linalg.norm(s)
    np.savez('./kept/ml.npz',roots=np.array(list(out)),M=np.array(list(out.values()),np.float32))
    for a,b in (('watchdog','regulator'),('supervisor','authority'),('money','funds'),('customer','client'),('delete','keep'),('tell','inform'),('vendor','supplier'),('write','report'),('drill','test'),('house','bank'),('apple','bank'),('swift','prompt')): print(a,b,round(float(E.get(a,embed([a])[0])@E.get(b,embed([b])[0])),2))
